/**
 * Legal forms of companies, by class. Spellings are ASCII without spaces and dots, so that
 * “S.A. de C.V.”, “SA DE CV” and “S A de C V” are one. Facts compiled from public registers and
 * from the MIT-licensed collection of OpenSanctions (rigour).
 */

export interface LegalForm {
  /** `SACV`, `GMBH` …: the same class is the same form. */
  readonly class: string;
  /** What it amounts to anywhere: limited company, stock company, partnership … */
  readonly family: string;
}

/** `family class: spelling spelling …`; the class itself, in lower case, is a spelling too. */
const TABLE = `
JSC SACV: sadecv sacv sadecapitalvariable sociedadanonimadecapitalvariable sadec sadecvsofom
  sociedadanonimadecv sadecventner sadecvsofomer sadecvsofomenr
JSC SAPICV: sapidecv sapi sociedadanonimapromotoradeinversiondecapitalvariable sapidecvsofomenr
  sociedadanonimapromotoradeinversion
JSC SABCV: sabdecv sab sociedadanonimabursatildecapitalvariable
LLC SRLCV: sderldecv sderl sociedadderesponsabilidadlimitadadecapitalvariable sderlcv srldecv
  sdererldecv sderlmi sdererldemicv sderldemicv sociedadderldecv
LLC SRL: srl sociedadderesponsabilidadlimitada societaaresponsabilitalimitata socderesplimitada
  societatecuraspunderelimitata
COOP SPR: spr sprderl sprderi sprderldecv sdeprderl sdeprderi sociedaddeproduccionrural sprdecv
  sociedaddeproduccionruralderesponsabilidadlimitada sociedaddeproduccionruralderl sprderildecv
  sociedaddeproduccionruralderesponsabilidadilimitada sprdeleriri sderpr sprderlilimitada sprderli
COOP SCRL: scderl scl scderldecv sociedadcooperativa scderlcv
  sociedadcooperativaderesponsabilidadlimitada
NGO AC: ac asociacioncivil iap institucionesdeasistenciaprivada abp
GP SC: sc sociedadcivil sociedadcolectiva scp
JSC SA: sa sociedadanonima societeanonyme spa saic ste sociedadeanonima societaperazioni sal
  sociedadanonimacerrada sociedadanonimaabierta saa sac societaanonima
LLC SAS: sas sociedadporaccionessimplificada societeparactionssimplifiee sasdecv sasu
LLC LTDA: ltda limitada sociedadlimitada sl slu ciltda ltdaci cialtda companialimitada lda cltda
LP SENC: senc senccorporation sencs sencs scs sociedadencomandita scomandita comandita
  sociedadencomanditasimple sca sociedadencomanditaporacciones senca ecomandita ycia yciasenc
LLC EIRL: eirl empresaindividualderesponsabilidadlimitada eireli eurl
SP EU: empresaunipersonal euunipersonal
JSC CA: ca companiaanonima cacerrada
JSC CPORA: companiaporacciones cxa
LLC LLC: llc limitedliabilitycompany lc pllc limitedliabilityco ltdliabilityco limitedliabcompany
  fzllc fzco fze dmcc llcfz fzc freezonecompany freezoneestablishment wll ltdliabilitycompany
LLC LTD: ltd limited coltd colimited companylimited companyltd pvtltd privatelimited pteltd
  ptyltd pteltdco proprietarylimited sdnbhd bhd berhad ltdco limitedcompany colltd ltdcompany
  privatelimitedcompany pvtlimited ptelimited ptylimited pte pty pvt companylimitedbyshares
  limitedpartnershipcompany ltdsti limitedsirketi youxiangongsi
JSC INC: inc incorporated incorporation incorporada
JSC CORP: corp corporation corporacion corporativo corpinc corporatio
CO CO: co company cia compania compagnie compagnia comp
JSC PLC: plc publiclimitedcompany publiclimitedco publiccompanylimited pcl publiccoltd pclc
  publiccompany publlimitedcompany
LP LP: lp limitedpartnership
LLP LLP: llp limitedliabilitypartnership lllp
GP GP: gp generalpartnership
LLC GMBH: gmbh mbh gesmbh gesellschaftmitbeschrankterhaftung ggmbh gesellschaftmbh ug
  unternehmergesellschaft gmbhh
LP GMBHKG: gmbhcokg gmbhandcokg gmbhundcokg gmbhucokg gmbhco mbhcokg agcokg agandcokg
LP KG: kg kommanditgesellschaft cokg andcokg
GP OHG: ohg offenehandelsgesellschaft
JSC AG: ag aktiengesellschaft akg aktges
NGO EV: ev eingetragenerverein
COOP EG: eg eingetragenegenossenschaft genossenschaft
JSC SE: societaseuropaea
LLC BV: bv beslotenvennootschap beslotenvennootschapmetbeperkteaansprakelijkheid bvba
JSC NV: nv naamlozevennootschap
LLC SARL: sarl societearesponsabilitelimitee sarlau suarl offshoresal
LLC AS: as aps anonimsirketi aktieselskab aktsiaselts anonimsirket tas asa anpartsselskab ivs
JSC AB: ab aktiebolag abp abpubl
LLC OY: oy oyj osakeyhtio oyab
LLC OU: osauhing
LLC SRO: sro spolsro spolecnostsrucenimomezenym
LLC DOO: doo drustvosogranicenomodgovornoscu drustvosogranicenomodgovornostju dooel dooo
  druzbazomejenoodgovornostjo
JSC AD: ad dd akcionarskodrustvo dionickodrustvo ead aktsionernodruzhestvo
LLC OOD: ood eood druzhestvosogranichenaotgovornost
LLC KFT: kft korlatoltfelelossegutarsasag bt
JSC ZRT: zrt nyrt rt
LLC SPZOO: spzoo spolkazoo spolkazograniczonaodpowiedzialnoscia
JSC SPA: spolkaakcyjna
LLC UAB: uab uzdarojiakcinebendrove
LLC SIA: sia sabiedribaarierobezotuatbildibu
LLC OOO: ooo obshchestvosogranichennoyotvetstvennostyu obshchestvosogranichennoiotvetstvennostyu
  obshchestvosogranichennoyotvetstvennostiu obshchestvosogranichennoiotvetstvennostiu tov too
  tovarystvozobmezhenoyuvidpovidalnistyu tovaristvozobmezhenoyuvidpovidalnistyu mchj xk odo
  tovarishchestvosogranichennoyotvetstvennostyu obshchestvosogranichennojotvetstvennostyu
JSC AO: ao aktsionernoeobshchestvo aktsionernoyeobshchestvo jsc jointstockcompany jtstkco
  jointstockco jsco at aktsionernetovarystvo jointstock akcionernoeobshchestvo jscb hhk
  aktsionerneetovaristvo joyntstockcompany jointstockcompan
JSC OAO: oao ojsc openjointstockcompany otkrytoeaktsionernoeobshchestvo openjsc vat
  otkritoeaktsionernoeobshchestvo openjointstockco publichnoeaktsionernoeobshchestvo pao pjsc
  publicjointstockcompany pat publicjsc publichneaktsionernetovarystvo
JSC ZAO: zao cjsc closedjointstockcompany zakrytoeaktsionernoeobshchestvo closedjsc prjsc
  privatejointstockcompany prat zakritoeaktsionernoeobshchestvo
SP IP: individualnyypredprinimatel individualniypredprinimatel fop chp ip
SOE FGUP: fgup fsue federalstateunitaryenterprise gup stateunitaryenterprise
  federalnoegosudarstvennoeunitarnoepredpriyatie
NGO ANO: ano avtonomnayanekommercheskayaorganizatsiya autonomousnonprofitorganization
LLC PT: pt persekutuanperseroan perseroanterbatas
JSC TBK: tbk
JSC KK: kabushikikaisha kk gufenyouxiangongsi
LLC SHPK: shpk sha
LLC SAOC: saoc saog bsc kscc ksc
`;

/** Spellings that are forms at the start of a name too: “OOO Romashka”, “PT Astra”. */
const LEADING = new Set(
  `ooo oao zao ao pao too tov odo jsc ojsc pjsc cjsc llc pt uab sia fgup gup ano fop ip chp tov at
  pat vat prat fsue sc limitedliabilitycompany jointstockcompany openjointstockcompany as`.split(
    /\s+/,
  ),
);
/** Shorter spellings are forms only at an end of the name: “co” inside a name is a word. */
const INSIDE_LETTERS_MIN = 5;

const FORMS = new Map<string, LegalForm>();
for (const row of TABLE.trim().split(/\n(?! )/)) {
  const [head = '', spellings = ''] = row.split(': ');
  const [family = '', name = ''] = head.split(' ');
  const form = { class: name, family };
  for (const spelling of spellings.split(/\s+/)) if (spelling !== '') FORMS.set(spelling, form);
  if (!FORMS.has(name.toLowerCase())) FORMS.set(name.toLowerCase(), form);
}

/** All that a spelling can start or end with, so that most words are passed over at once. */
const STARTS = new Set<string>();
const ENDS = new Set<string>();
for (const spelling of FORMS.keys())
  for (let at = 0; at < spelling.length; at++) {
    STARTS.add(spelling.slice(0, at + 1));
    ENDS.add(spelling.slice(at));
  }

export interface FoundForm {
  readonly form: LegalForm;
  /** Words `from` to `to` (exclusive) spell it. */
  readonly from: number;
  readonly to: number;
}

/** The legal forms among the words of a company’s name, in order. */
export function findLegalForms(words: readonly string[]): FoundForm[] {
  const found: FoundForm[] = [];
  let end = words.length;
  for (let at = end; at > 0; ) {
    const one = longestEndingAt(words, at);
    if (!one || one.from === 0) break;
    found.unshift(one);
    end = at = one.from;
  }
  let start = 0;
  const first = longestStartingAt(words, 0, end);
  if (first && first.to < end && leads(words, first)) {
    found.unshift(first);
    start = first.to;
  }
  for (let at = start + 1; at < end - 1; at++) {
    const one = longestStartingAt(words, at, end);
    if (!one || words.slice(one.from, one.to).join('').length < INSIDE_LETTERS_MIN) continue;
    if (one.form.family === 'CO' || one.form.class === 'CORP') continue;
    found.push(one);
    at = one.to - 1;
  }
  return found;
}

function leads(words: readonly string[], found: FoundForm): boolean {
  const spelling = words.slice(found.from, found.to).join('');
  return LEADING.has(spelling) || spelling.length > INSIDE_LETTERS_MIN * 3;
}

function longestEndingAt(words: readonly string[], to: number): FoundForm | null {
  let found: FoundForm | null = null;
  let joined = '';
  for (let from = to - 1; from >= 0; from--) {
    joined = words[from] + joined;
    if (!ENDS.has(joined)) break;
    const form = FORMS.get(joined);
    if (form) found = { form, from, to };
  }
  return found;
}

function longestStartingAt(words: readonly string[], from: number, end: number): FoundForm | null {
  let found: FoundForm | null = null;
  let joined = '';
  for (let to = from; to < end; to++) {
    joined += words[to];
    if (!STARTS.has(joined)) break;
    const form = FORMS.get(joined);
    if (form) found = { form, from, to: to + 1 };
  }
  return found;
}
