import { localDay, type Speaker } from '../../base/index.js';
import type { Calendars } from '../../model/index.js';
import { dueAt, type FilingClock } from './clock.js';

/** Says what is due by when and why, in the speaker's language. */
export function sayDue(
  voice: Speaker,
  clock: FilingClock,
  trigger_ms: number,
  calendars: Calendars,
): string {
  const at = dueAt(clock, trigger_ms, calendars);
  return voice.say('filing.due', {
    title: clock.title[voice.language],
    by: 'hours' in clock.due ? localMinute(at, clock.zone) : localDay(at, clock.zone),
    zone: clock.zone,
    rule: sayRule(voice, clock, calendars),
    trigger: voice.say(`filing.trigger.${clock.trigger}`),
    on: localDay(trigger_ms, clock.zone),
    source: clock.source,
    verified: String(clock.verified),
  });
}

function sayRule(voice: Speaker, { due }: FilingClock, calendars: Calendars): string {
  if ('hours' in due) return voice.say('filing.due.hours', { count: due.hours });
  if ('day_of_next_month' in due)
    return voice.say('filing.due.day_of_next_month', { count: due.day_of_next_month });
  if ('days' in due) return voice.say(`filing.due.days.${due.after}`, { count: due.days });
  return voice.say(`filing.due.business_days.${due.after}`, {
    count: due.business_days,
    calendar: calendars.titleOf(due.calendar)[voice.language],
  });
}

/** `2026-05-31 14:05`. */
function localMinute(at_ms: number, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' });
  return `${localDay(at_ms, zone)} ${time.format(at_ms)}`;
}
