/** A request, an answer or an alert as a letter that a person reads, in either language. */
import { isoTime, type Speaker, showMoney } from '../../base/index.js';
import type { About, AlertBody, ProvideBody, RequestBody } from './bodies.js';

/** What there is to show of a session of requests. */
export interface InquiryLetter {
  readonly from: string;
  readonly to: string;
  readonly request: RequestBody | null;
  readonly alert: AlertBody | null;
  readonly answers: readonly ProvideBody[];
}

/** Lines of the letter. The same content gives the same letter in each language. */
export function showInquiry(letter: InquiryLetter, speaker: Speaker): readonly string[] {
  const { say } = speaker;
  const { from, to, request, alert, answers } = letter;
  const lines = [say('exchange.inquiry.from_to', { from, to })];
  if (request) lines.push(...requestLines(request, speaker));
  if (alert) {
    lines.push(say('exchange.inquiry.alert'), ...aboutLines(alert.about, speaker));
    if (alert.text !== '') lines.push(alert.text);
    lines.push(...documentLines(alert.documents, speaker));
  }
  for (const answer of answers) lines.push(...answerLines(answer, speaker));
  return lines;
}

function requestLines(request: RequestBody, speaker: Speaker): string[] {
  const { say } = speaker;
  const { registration, indicator } = request;
  return [
    say('exchange.inquiry.request'),
    ...aboutLines(request.about, speaker),
    say('exchange.inquiry.asked'),
    ...request.questions.map((question) => `- ${say(`exchange.inquiry.question.${question}`)}`),
    ...(request.text === '' ? [] : [request.text]),
    ...(indicator ? [say('exchange.inquiry.indicator', indicator)] : []),
    ...(registration
      ? [say('exchange.inquiry.registration', { reference: registration.reference })]
      : []),
    say('exchange.inquiry.answer_by', {
      urgency: request.urgency,
      time: isoTime(Date.parse(request.answer_by)).slice(0, 16).replace('T', ' '),
    }),
    say('exchange.inquiry.discreet'),
  ];
}

function aboutLines(about: About, { say }: Speaker): string[] {
  if (about.kind === 'subject') {
    return [
      say('exchange.inquiry.subject', { class: about.class, name: about.name ?? '—' }),
      ...(about.born_on ? [say('exchange.inquiry.born_on', { day: about.born_on })] : []),
      ...about.identifiers.map(({ type, value }) => `- ${type}: ${value}`),
    ];
  }
  const money = { minor: BigInt(about.amount_minor), currency: about.currency };
  return [
    say('exchange.inquiry.payment', { amount: showMoney(money), day: about.paid_on }),
    ...about.references.map(
      ({ kind, value }) => `- ${say(`exchange.inquiry.reference.${kind}`)}: ${value}`,
    ),
    ...(about.originator ? [say('exchange.inquiry.originator', { name: about.originator })] : []),
    ...(about.beneficiary
      ? [say('exchange.inquiry.beneficiary', { name: about.beneficiary })]
      : []),
  ];
}

function answerLines(answer: ProvideBody, speaker: Speaker): string[] {
  const { say } = speaker;
  return [
    say('exchange.inquiry.answer', { final: String(answer.final) }),
    ...answer.answers.flatMap(({ question, text, parties }) => [
      `${say(`exchange.inquiry.question.${question}`)} ${text}`.trim(),
      ...parties.map(({ role, name, country }) => {
        const place = country === undefined ? '' : ` (${country})`;
        return `- ${say(`exchange.inquiry.role.${role}`)}: ${name}${place}`;
      }),
    ]),
    ...(answer.text === '' ? [] : [answer.text]),
    ...documentLines(answer.documents, speaker),
  ];
}

function documentLines(documents: AlertBody['documents'], { say }: Speaker): string[] {
  return documents.map(({ name, bytes, sha256 }) =>
    say('exchange.inquiry.document', { name, bytes, sha256 }),
  );
}
