import { TRADE_WORDS } from './trade-words.js';

/**
 * Words that stand for each other: short and pet names, one name in several languages or romanised
 * several ways. One line is one group; a word may be in several.
 * General knowledge and, for English pet names, the MIT-licensed collection of OpenSanctions
 * (rigour).
 */

/** Spellings of one name: as good as the same. */
const SPELLINGS = `
maria ma mria mari
guadalupe gpe gpo
francisco fco fcisco fcsco
jose jse
antonio ant anto
hernandez hdez hdz
fernandez fdez fdz
rodriguez rdez rdz rguez
gonzalez glez gzlz gonzales
martinez mtz mtnez mnez
gutierrez gtz gtrz
ramirez rmz rmrz
lopez lpz
sanchez schz
perez prz
gomez gmz
garcia gcia
vazquez vasquez velasquez velazquez
alejandro alejo ale
juan jn
jesus jsus
mohammed muhammad mohamed mohammad muhammed mohamad muhamad mohamet mehmet mohd muhammet mokhammad
  magomed mukhammad muhamed mahomed moxamed maxamed mahamed mohammadi mhd
ahmed ahmad achmad akhmed axmed ahmet akhmad
hussein husayn hussain husain hossein huseyin hosein houssein xuseen hussen husein hussayn hossain
hassan hasan hassen hasen xasan khasan
ali aly
omar umar omer oumar cumar umer
osman uthman othman usman ousmane cuthman ottman
yusuf yousef youssef yusef yousuf yousif yusif iusuf joseph yuusuf yosef
ibrahim ebrahim ibraheem ibragim brahim
ismail ismael esmail ismaeel ismayil
khalid khaled jaled halid xaalid
abdullah abdallah abdulla abdalla abdellah abdollah cabdullaahi abdulah abdulahi abdullahi
abdul abd abdel abdal abdoul abdol abdur abdu
rahman rehman rahmane raxman rakhman
abdulrahman abdurrahman abdelrahman abdurahman abderrahmane abdirahman abdulrehman abdirahmaan
abdulaziz abdelaziz abdalaziz abdoulaziz
mahmud mahmoud mahmood mehmood makhmud maxamuud mahmut
mustafa mostafa mustapha moustafa moustapha
said saeed sayeed saied saeid siad
sayyid sayed syed seyed said sayid
rashid rasheed rachid rashed
karim kareem
jamal gamal djamal camal jamaal
jalal galal djalal
jamil jameel djamil gamil
hamid hameed hamed
nasir nasser naser nassir nasr
nadim nadeem
naim naeem
salim saleem selim
walid waleed
tariq tarek tarik
faruq farouk farooq faruk
suleiman sulayman soleiman sulaiman suleyman soliman suliman
qasim kassem qassem kasim qasem kassim gasim casim
qadir kadir qader kader qadeer
nur noor nour nor
din deen eddin eldin uddin
osama usama ussama oussama
laden ladin
gaddafi qaddafi kadafi gadhafi qadhafi kadhafi
assad asad
aziz azeez
amir ameer emir
bashir basheer bachir
latif lateef
rahim raheem
majid majeed
wahid waheed
hakim hakeem
yahya yehia yahia yehya
zakariya zakaria zekeriya
ayman aymen eyman
qaeda qaida qaidah kaida qaeeda
sheikh shaikh shaykh sheik cheikh
bin ben ibn
haji hajji hajj haj
mullah mulla
vladimir wladimir volodymyr volodimir uladzimir
yevgeny evgeny evgeni yevgeniy evgeniy evgenii yevgenii yevgeni eugene evgueni
sergey sergei serguei siarhei serhiy serhii sergiy sergej
aleksandr alexander alexandr oleksandr aliaksandr aleksander alejandro alexandre
  alessandro alexandros
aleksey alexei alexey aleksei oleksiy oleksii aliaksei alexej
dmitry dmitri dmitriy dmitrii dmytro dzmitry dimitri dimitry
yuri yury iurii yuriy yurii juri iouri
andrey andrei andriy andrii andrej
mikhail mykhailo mihail michail mikhael mykhaylo michael
nikolay nikolai mykola nikolaj nicolai nicholas nicolas nikolaos mikalai
igor ihor ihar
oleg oleh aleh
viktor victor
fyodor fedor theodore teodor
pyotr petr petro piotr peter pedro
pavel pavlo paul pablo paulo paolo
ivan ioann
konstantin kostyantyn constantine
kim gim
lee yi ri li rhee
park pak bak
choi choe
jong jung jeong chung
jang chang zhang
chou zhou chow chew
wang wong
chen chan
huang hwang
xu hsu
zhao chao
cheng zheng
guo kuo
liu lau
lin lim
wu ng woo
john jon
jean jan
geoffrey jeffrey jeff
philip phillip felipe philippe filipp
stephen steven stefan
katherine catherine kathryn catalina ekaterina katarina
elizabeth isabel elisabeth isabella
`;

/** One name in several languages: likely the same person, less likely the same paper. */
const TRANSLATIONS = `
george jorge giorgi georg georgi georges jiri
william guillermo wilhelm guillaume
charles carlos karl carl carlo karel karol
henry enrique heinrich henri enrico
james jaime diego santiago jacobo
joseph jose josef giuseppe yosef
louis luis ludwig luigi
edward eduardo edouard
richard ricardo riccardo
robert roberto
anthony antonio antoine anton
thomas tomas tommaso
frederick federico friedrich frederic fredrik
matthew mateo matthias mathieu mathew
mark marco marcos marcus marc
luke lucas luca lukas
andrew andres andre andreas andrea
michael miguel michel mikael
raphael rafael
gabriel gavriel
emmanuel manuel emanuel imanuel
john juan joao johann johannes jean ivan giovanni hans ian sean jan
mary maria marie mariya
martha marta
anna ana ann anne hanna hannah
theresa teresa therese
susan susana suzanne
helen elena helena yelena olena
margaret margarita marguerite
frances francisca
francis francisco francois franz francesco
lawrence lorenzo laurent
vincent vicente vincenzo
stephan esteban etienne
isaac isaak ishaq itzhak yitzhak ishak
abraham avraham ibrahim
moshe moses moises musa mousa moussa
david dawud daoud daud davud davit
jacob yaakov yaqub yaqoub yakub jakob
solomon salomon shlomo
aaron haroun harun aharon
benjamin binyamin
`;

/** Short and pet names: likely, not certain. */
const NICKNAMES = `
jose pepe chepe pepito che joseito
francisco paco pancho curro kiko frank franky frankie
guadalupe lupe lupita
ignacio nacho
jesus chuy chucho
eduardo lalo edy eddie ed eddy
gonzalo chalo
rafael rafa fallo
manuel manolo manny memo manu
guillermo memo willy
enrique quique kike rique
ricardo richi ricky rick
roberto beto robert bob
alberto beto al
alfredo fredy freddy alfred
gilberto gil beto
humberto beto
heriberto beto
antonio tono toni tony
vicente chente
fernando nando fer
hernan nan
armando mando
alejandro alex jano alejo
alejandra alex ale
sergio checo
luis lucho wicho luisito
jorge coque george
mario mayito
miguel mike migue
rosario chayo charo
rosa rosita
patricia paty pati patty
concepcion concha conchita chona
dolores lola lolita
mercedes meche
isabel chabela isa
consuelo chelo
refugio cuca cuco
maria mari maruja mary
josefina pepa fina
francisca paca pancha
graciela chela
socorro coco
leticia lety leti
beatriz bety betty
elizabeth betty liz lizzy beth eliza
gabriel gabi gaby
gabriela gabi gaby
daniel dani dan danny
ezequiel cheque
arturo turo
gerardo gera
raul rul
salvador chava
santiago chago santi
ramon moncho
domingo mingo
cristobal tobal
joaquin quino
agustin tin
nicolas nico nick
ismael mayo
alexander alex sasha sandy
aleksandr sasha alex
vladimir vova volodya
mikhail misha
dmitry dima
ivan vanya
nikolay kolya
sergey seryozha
yevgeny zhenya
benjamin ben bibi benny benji
barack barry
andrew andy drew
rebecca becky beccy
william bill billy will willie liam
robert bob bobby rob robbie
christopher chris kit
christian chris
charles chuck charlie chas
david dave davey
deborah debbie deb
richard dick rick rich ricky
douglas doug
edward ed eddie ted ned
eleanor ellie nell
frederick fred freddy freddie
gregory greg
john jack johnny jon
jonathan jon jonny nathan
jessica jess jessie
james jim jimmy jamie
joshua josh
joseph joe joey
kenneth ken kenny
lawrence larry
margaret maggie peggy meg
matthew matt
maximilian max
michael mike mick mickey
nicholas nick nicky
patrick paddy pat
peter pete
raymond ray
raymundo ray
ronald ron ronnie
samuel sam sammy
samantha sam
steven steve
stephen steve
susan sue susie
theodore ted theo teddy
timothy tim
thomas tom tommy
anthony tony
wesley wes
leonard leo len
leonardo leo nardo
zachary zach
alfonso poncho
ildefonso poncho
felipe lipe
cesar cesarin
julio yulio
abdulaziz aziz
abdulrahman rahman
`;

/** Groups by word: small integers that say “the same”. */
export interface Equivalents {
  readonly spellings: ReadonlyMap<string, readonly number[]>;
  readonly translations: ReadonlyMap<string, readonly number[]>;
  readonly nicknames: ReadonlyMap<string, readonly number[]>;
  readonly trade: ReadonlyMap<string, readonly number[]>;
}

export function readEquivalents(): Equivalents {
  return {
    spellings: groups(SPELLINGS),
    translations: groups(TRANSLATIONS),
    nicknames: groups(NICKNAMES),
    trade: groups(TRADE_WORDS),
  };
}

function groups(table: string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  const rows = table.trim().split(/\n(?! )/);
  rows.forEach((row, group) => {
    for (const word of new Set(row.split(/\s+/)))
      found.set(word, [...(found.get(word) ?? []), group]);
  });
  return found;
}
