/**
 * How common words are among names, before any list is read: a match of common words proves less.
 * Shares of Mexican surnames and given names are rounded ranks of the civil registers (RENAPO,
 * INEGI); the rest are bands by general knowledge.
 */

/** `share per million: words`. */
const PEOPLE = `
36000: hernandez
28000: garcia martinez lopez
24000: gonzalez
18000: perez rodriguez sanchez ramirez
13000: cruz flores gomez morales
10000: vazquez reyes jimenez torres diaz gutierrez
8000: ruiz mendoza aguilar ortiz moreno castillo romero alvarez
6500: mendez chavez rivera juarez ramos dominguez herrera medina castro vargas
5000: guzman velazquez munoz rojas contreras salazar luna delacruz de
4000: ortega guerrero santiago estrada bautista cortes soto alvarado espinoza lara avila
3000: rios cervantes silva delgado vega marquez sandoval carrillo fernandez leon mejia solis
2000: rosas nunez valdez ibarra campos santos camacho navarro pena maldonado padilla robles
  cabrera molina miranda acosta salas rosales fuentes pacheco trejo ayala suarez mata cardenas
  lozano galvan velasco orozco valencia villanueva barrera zamora meza lugo serrano macias
  trujillo ochoa olvera duran nava escobar franco zuniga villarreal tapia trevino salinas
1000: beltran arellano calderon montes gallegos osorio correa bravo quintero esquivel rangel
  rubio cano tovar aguirre leyva felix cisneros rosario vera bernal zavala parra paredes marin
  aranda peralta rocha casillas amezcua barajas huerta caballero andrade arias enriquez cuevas
  davila duarte gaytan gallardo lira magana murillo palacios ponce quiroz saldana segura sosa
  tellez toledo urbina valenzuela valle villa yanez bonilla cordova carranza galindo montoya
  nieto ojeda pineda prado quintana rincon sierra solano zapata zaragoza zepeda
50000: maria jose juan
30000: guadalupe jesus luis
20000: francisco antonio carlos carmen miguel angel jorge
12000: manuel pedro alejandro fernando martin rosa javier roberto margarita eduardo ricardo
  daniel martha raul arturo rafael
8000: david sergio mario victor oscar hector alberto gerardo armando patricia leticia teresa
  elizabeth veronica gabriel alfredo enrique ramon cesar juana silvia laura ana adriana
5000: salvador felipe ignacio jaime julio pablo ruben gabriela claudia alejandra sandra monica
  ernesto agustin gustavo guillermo marco socorro dolores elena isabel luz rocio norma araceli
  gloria irma yolanda alfonso andres angelica josefina esperanza diana ivan hugo omar edgar
  rodolfo joaquin beatriz cristina erika karla paola karina lucia
2500: alma blanca brenda cecilia celia consuelo daniela edith emma eva fabiola fernanda graciela
  hilda ines julia lorena luisa magdalena marcela mercedes miriam nancy nora olga raquel rebeca
  sara sofia sonia susana vanessa victoria virginia ximena yadira abel abraham adan adolfo
  adrian alvaro benito benjamin bernardo camilo cristian domingo efrain emilio erick esteban
  eugenio ezequiel fidel gilberto gonzalo gregorio heriberto hernan homero horacio humberto
  isaac isidro ismael israel jonathan leonardo leopoldo lorenzo marcos mauricio moises nicolas
  noe octavio orlando pascual ramiro rene rigoberto rogelio samuel saul tomas ulises valentin
  vicente wilfrido
30000: mohammed muhammad mohammad mohamed ali ahmed ahmad hassan hussein khan kim abdul
15000: abdullah ibrahim wang li zhang lee ri hasan khalid mahmoud mustafa yusuf john haji mullah
  abu pak park choe jong hussain mohamad
4000: yong chol song jin ho min hyok sok gil kwang myong hun nam il su hyon guk chun ok hwa sun
  hui un tae young hyun sung
3000: jennifer linda barbara jessica karen lisa betty ashley kimberly emily donna michelle carol
  amanda melissa deborah stephanie rebecca sharon cynthia dorothy amy kathleen shirley anna
  angela pamela samantha nicole katherine helen christine debra rachel carolyn janet catherine
  heather diane olivia julie joyce ruth lauren kelly christina joan evelyn judith andrea hannah
  megan cheryl jacqueline madison janice ann kathryn abigail sophia frances jean alice judy
  isabella grace amber denise danielle marilyn beverly charlotte natalie theresa brittany doris
  kayla alexis lori marie tiffany anthony mark donald steven andrew paul joshua kenneth kevin
  brian timothy ronald george jason edward jeffrey ryan jacob gary nicholas eric stephen larry
  justin scott brandon gregory alexander patrick frank raymond jack dennis jerry tyler aaron
  adam nathan henry zachary douglas peter kyle noah ethan jeremy christian walter keith austin
  roger terry sean gerald carl dylan harold jordan jesse bryan lawrence arthur bruce logan billy
  joe alan elijah willie albert wayne randy mason vincent liam roy bobby caleb bradley russell
  lucas matthew christopher harry fred philip phillip todd craig shawn danny howard stanley
  leonard nathaniel eugene derek carrie erin tracy wendy dawn tina leslie kristen kristin april
  holly erica kathy sherry wanda peggy rita rose tammy valerie yvonne crystal annie florence
  eleanor anne sally caroline claire lucy chloe ella mia simon neil graham colin ian oliver
  charlie thomas
2000: smith johnson williams brown jones miller davis wilson anderson taylor moore jackson
  thompson white harris clark lewis robinson walker allen king wright hill green adams nelson
  baker hall campbell mitchell carter roberts phillips evans turner parker collins edwards
  stewart morris murphy cook rogers morgan peterson cooper reed bailey bell ward cox richardson
  wood watson brooks bennett gray james hughes price myers long foster sanders ross powell
  sullivan jenkins perry butler barnes fisher henderson coleman simmons patterson reynolds
  hamilton wallace cole west hayes bryant gibson ellis stevens ford marshall owens harrison
  kennedy wells woods washington simpson crawford freeman webb tucker burns hunter hicks dixon
  robertson black shaw gordon boyd warren holmes rice hunt palmer wagner stone hawkins dunn
  perkins hudson spencer gardner stephens payne pierce berry matthews arnold willis ray watkins
  olson carroll duncan snyder hart cunningham lane andrews harper fox riley armstrong carpenter
  weaver greene elliott sims peters kelley franklin lawson schmidt muller schneider fischer
  weber meyer
4000: jun wei ming jing yan ying ping lin fang hong qiang jie bo chao gang xin feng hai peng tao
  yu zhou wu xu ma zhu hu guo he gao luo zheng liang xie tang han cao deng xiao yoon jang lim oh
  seo shin kwon hwang ahn yoo jeong kang cho jung son bae baek heo moon tanaka sato suzuki
  takahashi watanabe ito yamamoto nakamura kobayashi kato
4000: mehdi mahdi hosein hossein husayn husain reza rezaei mohammadi hosseini ahmadi karimi
  moradi mousavi musavi jafari sadeghi rahimi heydari kazemi rostami akbari amiri abbasi hashemi
  asadi zahra fatemeh fatima maryam akbar asghar abbas javad sadegh hamed saeed amir mehr majid
  masoud mostafa khalil jaber faisal fahd sultan salman mansour nasser adel fadi rami sami walid
  bilal hamza yasin yassin zaid zain bashir nabil najib rashid tahir usman umar uthman osama
  usama anwar akram imran
3000: sergei aleksei alexei dmitri dmitriy andrei andrey mikhail nikolai nikolay igor yuri yury
  oleg pavel maxim maksim viktor vitaly anatoly konstantin evgeny denis roman ruslan anton
  natalia tatiana svetlana irina ekaterina petrov smirnov kuznetsov popov sokolov lebedev kozlov
  novikov morozov volkov
8000: chen liu yang huang said khaled karim rahman aziz saleh hamid nasir mary robert michael
  william abd sergey vladimir aleksandr dmitry singh ismail salim mahmud samir tariq jamal
  ivanov kumar nguyen richard charles joseph
`;

/** Words of company names; a match of “comercializadora” proves nothing. */
const TRADE = `
100000: sociedad anonima responsabilidad limitada capital variable liability stock obshchestvo
  aktsionernoe ogranichennoi ogranichennoy otvetstvennostyu otvetstvennostiu tovarystvo
60000: company group grupo trading international internacional co corporation
  dto mlo tco drug trafficking organization cartel industries services servicios
30000: comercializadora inmobiliaria inversiones comercial constructora transportes industrial
  general importadora exportadora import export holding holdings enterprises enterprise limited
  technology investment investments global bank establishment center centro distribuidora
  agricola ganadera operadora promotora desarrollo desarrollos consultores corporativo servicio
  money laundering network foundation fundacion shipping maritime marine petroleum oil gas energy
  logistics logistica construction engineering trade commerce development management
12000: productos restaurante restaurant hotel gasolinera farmacia hermanos brothers farmaceutica
  sociedad empresa empresas empresarial empresariales integral integrales soluciones solutions
  consulting asociados associates assoc asesores asesoria agropecuaria alimentos administradora
  arrendadora fabrica ferreteria bar club centro plaza proyectos materiales maquinaria
  metals mining steel chemical chemicals pharmaceutical pharma medical systems sistemas design
  food foods textile textiles auto autos motors car wash aviation airlines air travel tours real
  estate bienes raices construcciones equipos equipment machinery electronics media
  new nueva nuevo national nacional central union united american mexicana mexicano mexico
  colombia colombiana panama sinaloa jalisco tijuana sonora culiacan guadalajara monterrey
  norte sur noroeste occidente pacifico internacionales san santa los las
  china shanghai hong kong guangzhou shenzhen beijing dubai iran russia russian
  material store taller tienda boutique salon spa gym deportivo
  factory plant works bureau institute university committee front army movement party
  research science scientific special economic zone free gold diamond jewelry
  joint stock open closed public private federal state republic ministry department office
`;

export interface Frequencies {
  /** Share per million of names that have the word. */
  readonly people: ReadonlyMap<string, number>;
  readonly trade: ReadonlyMap<string, number>;
}

const TRADE_ONLY = new Set(
  TRADE.replaceAll(/\d+:/g, '')
    .split(/\s+/)
    .filter((word) => word.length > 4 && !['san', 'santa', 'marine', 'state'].includes(word)),
);

/** Whether a word is one of companies’ names rather than of people’s. */
export function hasTradeWord(word: string): boolean {
  return TRADE_ONLY.has(word);
}

export function readFrequencies(): Frequencies {
  const people = shares(PEOPLE);
  const trade = new Map(shares(TRADE));
  for (const [word, share] of people) {
    const owned = share * NAMED_AFTER_OWNERS;
    if (owned > (trade.get(word) ?? 0)) trade.set(word, owned);
  }
  return { people, trade };
}

/** Of the companies of people of a name, how many have it in theirs. */
const NAMED_AFTER_OWNERS = 0.05;

function shares(table: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const row of table.trim().split(/\n(?! )/)) {
    const [share = '', words = ''] = row.split(': ');
    for (const word of words.trim().split(/\s+/))
      if (!found.has(word)) found.set(word, Number(share));
  }
  return found;
}
