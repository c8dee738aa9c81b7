/**
 * Codes of states by country: Mexico's of three letters (ISO 3166-2:MX; Mexico City both as CMX and
 * as DIF, its code until 2016), of the United States and Canada the postal ones of two, with the
 * territories, the armed forces' and the associated states.
 */
export const STATES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'MX',
    (
      'AGU BCN BCS CAM CHH CHP CMX COA COL DIF DUR GRO GUA HID JAL MEX MIC MOR NAY NLE OAX PUE ' +
      'QUE ROO SIN SLP SON TAB TAM TLA VER YUC ZAC'
    ).split(' '),
  ],
  [
    'US',
    (
      'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH ' +
      'NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI UM AA AE AP ' +
      'FM MH PW'
    ).split(' '),
  ],
  ['CA', 'AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' ')],
]);
