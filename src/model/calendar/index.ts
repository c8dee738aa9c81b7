/** Calendars: days on which offices and banks are closed, for every module that counts days. */
export { CALENDARS, type Calendar, type Calendars, readCalendars } from './calendar.js';
