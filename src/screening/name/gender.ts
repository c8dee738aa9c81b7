/**
 * Whether a given name is a woman’s or a man’s, by usage in Spanish, English and their neighbours.
 * Names that both bear (Guadalupe, Jordan) and names of elsewhere are null: not known.
 */
export function genderOf(given: string): 'female' | 'male' | null {
  if (FEMALE.has(given)) return 'female';
  if (MALE.has(given)) return 'male';
  if (given.length < LETTERS_MIN || BOTH.has(given)) return null;
  if (/(?:ina|isa|ela|ita|ria|cia|nda|eta|ana|ona|osa|lia|dia|ora)$/.test(given)) return 'female';
  return /(?:berto|ando|ardo|fredo|ncio|uel|dro|ino|ico|rio|ito|isco|aldo|ulo)$/.test(given)
    ? 'male'
    : null;
}

/** Shorter names end in anything. */
const LETTERS_MIN = 5;

const FEMALE = words(`
  maria ana rosa carmen luz isabel beatriz irene ines raquel ruth esther ester judith lourdes
  mercedes dolores pilar rocio soledad socorro consuelo araceli maribel anabel isabella
  marisol miriam noemi edith elizabeth elisabeth jacqueline yolanda leticia patricia alejandra
  gabriela fernanda daniela claudia sandra laura paula carla karla martha marta silvia sylvia
  norma juana francisca josefina teresa margarita veronica monica adriana lorena diana alma blanca
  brenda cecilia elena emma erika eva fabiola gloria graciela hilda irma julia lucia luisa
  magdalena marcela nadia nancy nora olga rebeca sara sofia sonia susana tatiana vanessa victoria
  virginia ximena yadira zulema midiam nayeli itzel abril belen nieves perla ivonne yvonne
  carolina catalina wendy erica alicia antonia amalia aurora bertha celia clara delia
  elvira emilia ernestina estela eugenia griselda herlinda ofelia paola petra ramona rita
  rosalinda rosaura viviana jessica karen karina denisse janet jennifer mary linda barbara susan
  margaret helen anna catherine katherine sarah amy angela michelle emily rachel carrie nicole
  anne alice jane julie laurie fatima aisha zainab khadija maryam mariam natalia svetlana irina
  ekaterina anastasia olena oksana`);

const MALE = words(`
  jose juan luis carlos jesus miguel angel jorge manuel pedro david daniel javier hector victor
  oscar cesar ruben ivan raul omar edgar ramon salvador felipe jaime joaquin martin nicolas andres
  tomas lucas matias elias isaias jeremias zacarias josue noe jose hugo pablo sergio mario julio
  antonio francisco alejandro fernando roberto ricardo eduardo arturo alfredo gerardo enrique
  guillermo ernesto armando rodrigo rodolfo gustavo alvaro alfonso agustin benjamin abel adan
  abraham adolfo adrian alonso amado aldo bernardo bruno camilo cristian christian damian
  diego domingo efrain elias emiliano emilio emmanuel ezequiel esteban eugenio fabian felix fidel
  gabriel german gilberto gonzalo gregorio heriberto hernan homero horacio humberto ignacio isaac
  isidro ismael israel jacinto jaziel joel jonathan jordie josafat kevin leonardo leonel leopoldo
  lorenzo marco marcos mauricio maximiliano melchor moises nestor octavio orlando osiel osvaldo
  ovidio pascual patricio rafael ramiro rene reynaldo rigoberto rogelio roman samuel santiago
  santos saul sebastian serafin silvestre simon teodoro ulises valentin vicente waldemar wilfrido
  winston xavier john james robert michael william richard joseph thomas charles christopher
  daniel matthew anthony mark donald steven paul andrew kenneth george edward brian ronald timothy
  jeffrey ryan jacob gary eric stephen larry scott frank gregory raymond patrick jack dennis jerry
  henry peter walter harry mohammed muhammad mohammad ahmed ahmad hassan hussein mustafa hamza
  nikita ilya luca joshua borja sergei vladimir dmitry alexander ivan mikhail andrei`);

/** Borne by women and by men, or ending as the other’s. */
const BOTH = words(`
  guadalupe trinidad concepcion refugio cruz natividad rosario ariel jordan alexis leslie andrea
  nikola attila aquila`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
