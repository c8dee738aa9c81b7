/** One line is one group: words of company names that stand for each other. */

/** Words of companies: the same in another language, number or abbreviation. */
export const TRADE_WORDS = `
organization organisation organizacion org organizatsiya organizaciya
drugtraffickingorganization dto
moneylaunderingorganization mlo
cartel cartels cartels
international internacional intl int internationale inter
national nacional natl natsionalnyy nationale
new nueva nuevo neue nouvelle
group grupo groupe gruppe gruppa grp gruppo
brothers hermanos bros hnos freres
brother hermano
sons hijos
services servicios service servicio svcs serv servis
solutions soluciones solution
company compania co comp companies
trading trade commerce comercio comercial commercial torgovlya trdg
general gral
import importacion importaciones importadora importer imports importador
export exportacion exportaciones exportadora exporter exports exportador
importexport impexp
commercializer comercializadora comercializador
distributor distribuidora distribuidor distribuciones distribution
real estate inmobiliaria inmobiliario inmobiliarias bienesraices
agricultural agricola agricultura agro agriculture agropecuaria
industries industrial industrias industry industria ind
industrial industrialnyy
transport transportes transportation transporte autotransportes trans
logistics logistica logistic
construction construcciones constructora construccion constructions
consulting consultores consultoria consultants
center centro centre centr
foundation fundacion fondation stiftung
association asociacion assoc asoc
investment inversiones investments inversion inversora
development desarrollo desarrollos developments develop
technology tecnologia technologies tecnologias tech
systems sistemas system sistema
products productos product producto
pharmacy farmacia farmacias pharma pharmaceutical pharmaceuticals farmaceutica
chemical chemicals quimica quimicas quimicos
restaurant restaurante restaurantes
exchange xchange cambio cambios
finance financial financiera finanzas financing
bank banco banque bankas bancaria
bar bares
hotel hoteles hotels
management gestion admin administracion
architecture arquitectura arquitectos architects
design diseno designs disain
energy energia energetica
oil petroleo petroleum petroleos
gas gasolinera gasolineras
mining minera mineria mineros
fishing pesca pesquera
livestock ganadera ganadero ganaderia ganaderas
south sur
north norte
east este oriente
west oeste poniente occidente
northwest noroeste
northeast noreste
united unidos unida unidas
states estados
usa unitedstates estadosunidos us eeuu
uk unitedkingdom
uae unitedarabemirates
three 3 tres iii third 3rd tercero
two 2 dos ii second 2nd segundo
one 1 uno i first 1st primero
four 4 cuatro iv fourth 4th
five 5 cinco v fifth 5th
six 6 seis vi sixth 6th
seven 7 siete vii seventh 7th
eight 8 ocho viii eighth 8th
nine 9 nueve ix ninth 9th
ten 10 diez x tenth 10th
army ejercito armee armiya
revolutionary revolucionario revolucionaria
people popular pueblo peoples
party partido parti partiya
university universidad universite universitet
institute instituto institut insitute
society sociedad
factory plant zavod fabrica
house casa
sport sports deportivo deportiva
club clube
medical medica medico
jewelry jewellery joyeria joyas jewelers jewellers joyeros
clothing ropa apparel moda fashion
footwear calzado zapateria zapatos shoes
ranch rancho ranchos
farm granja granjas farms
fruit frutas fruits frutos
seafood mariscos
meat meats carnes carniceria
security seguridad
cleaning limpieza
workshop taller talleres
hardware ferreteria ferreterias tlapaleria
gardens jardines garden jardin
cabins cabanas
laboratory laboratorio laboratorios labs lab laboratories
maintenance mantenimiento
equipment equipos equipo
machinery maquinaria maquinarias
steel acero aceros
wood madera maderas
plastics plasticos
freight fletes cargo carga
customs aduanal aduanales aduana aduanas
advisers asesores asesoria asesorias advisors advisory
legal juridico juridica juridicos
insurance seguros
leasing arrendadora arrendamiento arrendamientos
foods alimentos food alimentaria
materials materiales material
projects proyectos project proyecto
properties propiedades property inmuebles
works obras
mechanics mecanica
electric electrica electrico electricos electrical
water agua aguas
tower torre
towers torres
star estrella
stars estrellas
sun sol
sea mar
beach playa
blue azul
red rojo roja
green verde
white blanco blanca
black negro negra
gold oro golden dorado dorada
silver plata
river rio
island isla
islands islas
congress congreso
freedom libertad liberty
democracy democracia
workers trabajadores obreros
front frente
movement movimiento
forces fuerzas
force fuerza
`;
