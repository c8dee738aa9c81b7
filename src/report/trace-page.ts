/** The page of a trace: what was asked, each step with its share, and what became of the money. */
import { type Language, showMoney, type Values } from '../base/index.js';
import { pageFrame } from './frame.js';
import { html, type Markup } from './markup.js';
import { topBar } from './masthead.js';
import { box, column } from './pieces.js';
import { count, createVoice, datum, type Speakers, type Voice } from './voice.js';

/** A sentence of the catalogue. */
export interface TraceSentence {
  readonly key: string;
  readonly values: Values;
}

/** One step; minor units of the reporting currency. */
export interface TraceRow {
  readonly time: string;
  readonly payment: string;
  readonly hop: number;
  readonly rail: string | null;
  readonly debtor: TraceEnd;
  readonly creditor: TraceEnd;
  readonly value_minor: bigint;
  readonly tainted_minor: bigint;
  readonly at_most_minor: bigint;
  readonly rest_minor: bigint | null;
}

export interface TraceEnd {
  readonly account: string | null;
  readonly name: string | null;
  readonly country: string | null;
}

export interface TracePage {
  readonly currency: string;
  readonly head: TraceSentence;
  /** In the order followed. */
  readonly steps: readonly TraceRow[];
  /** Steps of the trace, these included. */
  readonly total: number;
  readonly facts: readonly TraceSentence[];
  /** All the money that is meant. */
  readonly whole_minor: bigint;
  /** Accounts in which it rests (backward: that had it), most first. */
  readonly resting: readonly { readonly end: TraceEnd; readonly minor: bigint }[];
}

/** Rows in a page; the file of `--csv` holds all. */
const ROWS_MAX = 1500;

/** One self-contained page in both languages, which opens in one. */
export function tracePage(input: TracePage, speakers: Speakers, language: Language): string {
  const voice = createVoice(speakers, input.currency, language);
  const shown = input.steps.slice(0, ROWS_MAX);
  const hidden = input.total - shown.length;
  return pageFrame(
    { title: 'report.trace.title', skip: { to: 'steps', say: 'report.trace.skip' } },
    html`
      <header class="mast">
        <div class="wrap">
          ${topBar(false, voice)}
          <p class="kicker">${voice.say('report.trace.kicker')}</p>
          <h1>${voice.say(input.head.key, input.head.values)}</h1>
          <p class="span">${voice.say('report.trace.caution')}</p>
        </div>
      </header>
      <main class="wrap">
        <section class="panel" aria-labelledby="facts-h">
          <h2 id="facts-h">${voice.say('report.trace.facts')}</h2>
          <ul class="touching">${input.facts.map((fact) => sentence(fact, voice))}</ul>
          ${input.resting.length > 0 && restTable(input, voice)}
        </section>
        <section class="panel" id="steps" aria-labelledby="steps-h">
          <h2 id="steps-h">${voice.say('report.trace.steps', { n: input.total })}</h2>
          <p class="lede">${voice.say('report.trace.steps.lede')}</p>
          ${stepTable(shown, voice)}
          ${hidden > 0 && html`<p class="note">${voice.say('network.trace.more', { hidden })}</p>`}
        </section>
      </main>`,
    voice,
  );
}

function sentence({ key, values }: TraceSentence, voice: Voice): Markup {
  return html`<li>${voice.say(key, values)}</li>`;
}

function restTable({ resting, whole_minor }: TracePage, voice: Voice): Markup {
  const row = ({ end, minor }: TracePage['resting'][number]) => html`
    <tr>
      <th scope="row">${endText(end, null, voice)}</th>
      <td class="num">${voice.money(minor)}</td>
      <td>${bar(minor, whole_minor)}</td>
    </tr>`;
  return html`<table class="rows narrow trace"><tbody>${resting.map(row)}</tbody></table>`;
}

function stepTable(steps: readonly TraceRow[], voice: Voice): Markup {
  const head = (name: string, isNumber = false) =>
    column(
      voice.say(`network.trace.head.${name}`, { currency: voice.currency }),
      isNumber ? 'num' : '',
    );
  const plain = (minor: bigint | null) =>
    datum(
      minor === null ? '–' : showMoney({ minor, currency: voice.currency }).replace(/ [A-Z]+$/, ''),
    );
  const row = (step: TraceRow) => html`
    <tr>
      <td translate="no">${step.time.slice(0, 16).replace('T', ' ')}</td>
      <td class="num" translate="no">${count(step.hop)}</td>
      <th scope="row">
        ${endText(step.debtor, step.rail, voice)} → ${endText(step.creditor, step.rail, voice)}
        <small translate="no">${step.payment}</small>
      </th>
      <td class="num">${plain(step.value_minor)}</td>
      <td class="num">${plain(step.tainted_minor)}</td>
      <td>${bar(step.tainted_minor, step.value_minor)}</td>
      <td class="num">${plain(step.at_most_minor)}</td>
      <td class="num">${plain(step.rest_minor)}</td>
    </tr>`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-labelledby="steps-h">
      <table class="rows trace">
        <thead><tr>
          ${head('when')}${head('hop', true)}${head('ends')}${head('value', true)}
          ${head('tainted', true)}${head('share')}${head('at_most', true)}${head('rest', true)}
        </tr></thead>
        <tbody>${steps.map(row)}</tbody>
      </table>
    </div>`;
}

function endText({ account, name, country }: TraceEnd, rail: string | null, voice: Voice): Markup {
  if (account === null)
    return voice.say(rail === 'cash' ? 'network.trace.cash' : 'network.trace.nobody');
  const where = country === null ? '' : ` (${country})`;
  return datum(`${name ?? account}${where}`);
}

/** A share as a bar, with its number to a tenth of a per cent, rounded down. */
function bar(part: bigint, whole: bigint): Markup {
  const tenths = whole === 0n ? 0n : (part * 1000n) / whole;
  const width = Math.min(100, Number(tenths) / 10);
  return html`
    <svg class="share" width="64" height="10" aria-hidden="true">
      ${box({ class: 'whole' })}${box({ class: 'part', width })}
    </svg>
    ${datum(`${tenths / 10n}.${tenths % 10n}%`)}`;
}
