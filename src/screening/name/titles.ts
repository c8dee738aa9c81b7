/** Words of a name that say little of who it is: forms of address, particles, articles. */

/** Forms of address and ranks, in ASCII; dropped where a name remains without them. */
export const TITLES: ReadonlySet<string> = words(`
  mr mrs ms miss mister mme mlle monsieur madame madam mx herr frau fraulein hr signor signora
  sr sra srta senor senora senorita don dona sir dame lord lady baron baroness count countess
  dr dra doctor doctora dott dottore dottor prof profesor profesora professor
  lic licenciado licenciada ing ingeniero ingeniera arq arquitecto arquitecta mtro mtra maestro
  cp contador gral general almirante admiral coronel colonel col capitan captain capt cap cmdr
  comandante commander mayor major maj teniente lieutenant lt ltc sargento sergeant sgt brigadier
  marshal president presidente prasident minister ministro ambassador embajador
  hon honorable honourable excellency reverend rev fr fray padre sor
  sheikh shaikh shaykh sheik cheikh haji hajji hajj haj alhaj alhajj mullah mulla maulavi mawlawi
  maulawi mawlana maulana moulavi molvi qari hafiz ustad imam sayyid sayid sayed syed seyed
  ayatollah
  hujjat begum phd md esq cpa jr junior snr senior ii iii iv alias aka
`);

/** Titles that are also names: one of two words, such a word is the name. */
export const WEAK_TITLES: ReadonlySet<string> = words(`
  general mayor major imam sayyid sayid sayed syed seyed haji hajji hafiz baron count marshal
  senior junior don lady lord col cap cp fr dame president sor begum sheikh shaikh shaykh sheik
  cheikh mullah mulla hon
`);

/** Small words that join names; they neither identify nor contradict. */
export const PARTICLES: ReadonlySet<string> = words(`
  de del la las los el y e da das do dos di du des le les lo
  al el ul ur ud as ad ar at as an bin ben ibn bint binti bte ould wuld wald abu
  van von der den ten ter zu zum zur und af av
  vda viuda
`);

/** Small words in the name of a company. */
export const STOP_WORDS: ReadonlySet<string> = words(`
  the of for and y e and und et & de del la las los el le les du des der die das di da do dos
  para por en in on at to a al con su sus o an von van
`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}
