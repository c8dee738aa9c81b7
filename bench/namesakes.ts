import { type Random, seededRandom } from '../src/base/index.js';

/**
 * Mexicans who are on no list: common given names and two surnames, drawn by their rounded shares
 * in the civil registers (ranks of INEGI and RENAPO).
 */

/** Bearers of each surname, per thousand. */
const SURNAMES = `
  Hernández 36; García 29; Martínez 26; López 26; González 24; Pérez 18; Rodríguez 17.5; Sánchez
  17; Ramírez 16.5; Flores 13.5; Cruz 13; Gómez 11; Morales 11; Vázquez 10; Reyes 9.6; Jiménez
  9.5; Torres 9.4; Díaz 9.3; Gutiérrez 9; Ruiz 8.3; Mendoza 8; Aguilar 7.8; Ortiz 7.6; Moreno
  7.4; Castillo 7.2; Romero 7; Álvarez 6.8; Méndez 6.6; Chávez 6.5; Rivera 6.3; Juárez 6.2;
  Ramos 6; Domínguez 5.8; Herrera 5.7; Medina 5.6; Castro 5.5; Vargas 5.2; Guzmán 5.1; Velázquez
  4.8; Muñoz 4.7; Rojas 4.4; Contreras 4.3; Salazar 4.2; Luna 4.2; Ortega 4; Guerrero 3.9;
  Santiago 3.8; Estrada 3.7; Bautista 3.6; Cortés 3.5; Soto 3.3; Alvarado 3.3; Espinoza 3.2;
  Lara 3.1; Ávila 3; Ríos 2.8; Cervantes 2.7; Silva 2.6; Delgado 2.6; Vega 2.5; Márquez 2.5;
  Sandoval 2.4; Carrillo 2.3; Fernández 2.3; León 2.3; Mejía 2.2; Solís 2.1; Rosas 1.9; Núñez
  1.8; Valdez 1.7; Ibarra 1.7; Campos 1.7; Santos 1.6; Camacho 1.6; Navarro 1.6; Peña 1.5;
  Maldonado 1.5; Padilla 1.4; Robles 1.4; Cabrera 1.4; Molina 1.4; Miranda 1.3; Acosta 1.3;
  Salas 1.3; Rosales 1.2; Fuentes 1.2; Pacheco 1.2; Trejo 1.1; Ayala 1.1; Suárez 1.1; Mata 1;
  Cárdenas 1; Lozano 1; Galván .9; Orozco .9; Valencia .9; Villanueva .9; Barrera .8; Zamora .8;
  Meza .8; Lugo .7; Serrano .7; Macías .7; Trujillo .7; Ochoa .7; Olvera .7; Durán .6; Nava .6;
  Escobar .6; Zúñiga .6; Villarreal .6; Tapia .6; Salinas .6; Beltrán .5; Arellano .5; Félix .4;
  Leyva .4; Zambada .05; Valenzuela .4; Murillo .4; Quintero .4
`;

/** Given names of men, then of women, by relative share. */
const GIVEN = [
  `
  José Luis 16; Juan 15; José 14; Francisco 9; Antonio 7; Jesús 9; Miguel Ángel 9; Juan Carlos
  9; Carlos 6; Alejandro 8; Manuel 6; Pedro 7; Jorge 6; Luis 5; Roberto 5; Fernando 5; Ricardo
  5; Daniel 5; Francisco Javier 7; Eduardo 5; Martín 4; Arturo 4; Raúl 4; Javier 4; Rafael 4;
  Sergio 4; Mario 3; David 4; Juan José 3; José Antonio 5; José de Jesús 3; Luis Alberto 3; José
  Manuel 3; Marco Antonio 4; Víctor Manuel 4; Héctor 3; Óscar 3; Gerardo 3; Enrique 3; Jaime 2;
  Juan Manuel 3; José Alberto 2; Luis Ángel 3; José Guadalupe 3; Jesús Antonio 2; Carlos Alberto
  3; Juan Antonio 2; Víctor Hugo 2; Guillermo 2; Gabriel 2; Alberto 2; Ramón 2; Salvador 2;
  Rubén 2; Iván 2; Ernesto 1.5; Armando 1.5; César 1.5; Julio César 2; Ignacio 1.2; Alfredo 1.5;
  Felipe 1.2; Ángel 2; Jonathan 1; Brayan 1; Luis Fernando 1.5; José Ángel 1.5; Miguel 2;
  Gustavo 1.3; Hugo .9; Edgar 1; Omar 1
`,
  `
  María Guadalupe 16; María 14; Juana 8; Guadalupe 7; María del Carmen 9; Margarita 6; Verónica
  5; Elizabeth 5; Leticia 5; Rosa María 4; Alejandra 4; Patricia 4; Ana María 3; Gabriela 4;
  Martha 4; Rosa 4; Teresa 3; Yolanda 3; María de los Ángeles 3; Francisca 3; Alicia 3; Josefina
  3; María Elena 4; Claudia 3; María Isabel 2; Silvia 2.5; Laura 3; Ana 2; Norma 2; Adriana 3;
  Sandra 2.5; María de Jesús 3; Araceli 2; Rocío 2; Diana 2; Maricela 1; Karina 1.5; Karla 1.5;
  María Fernanda 2; Ana Karen 1; Daniela 2; Mónica 2; Beatriz 1.5; Lucía 1.5; Irma 1.5; Gloria
  1.5; Esperanza 1; Erika 1.5; María Luisa 2; María Teresa 2; María José .8; Blanca 1; Angélica
  1.2; Lorena 1; Brenda 1.2; Rosa Isela .5
`,
];

export function generateNamesakes(count: number, seed: string): string[] {
  const random = seededRandom(seed);
  const surnames = shares(SURNAMES);
  const given = GIVEN.map(shares);
  return Array.from({ length: count }, (_, at) => {
    const names = [given[at % 2] ?? [], surnames, surnames].map((from) => draw(from, random));
    return names.join(' ');
  });
}

interface Share {
  readonly name: string;
  /** Sum of the shares up to and with this one. */
  readonly sum: number;
}

function shares(table: string): Share[] {
  let sum = 0;
  return table
    .trim()
    .split(/;\s+/)
    .map((item) => {
      const space = item.trim().lastIndexOf(' ');
      sum += Number(item.trim().slice(space + 1));
      return { name: item.trim().slice(0, space).replaceAll(/\s+/g, ' '), sum };
    });
}

function draw(from: readonly Share[], random: Random): string {
  const point = random.unit() * (from.at(-1)?.sum ?? 0);
  return from.find(({ sum }) => sum > point)?.name ?? '';
}
