/** How columns of the ledger are read and written, alike in both databases. */
import type { ColumnType } from 'kysely';

/** A moment: read as Date, written as ISO 8601 text, which both databases take alike. */
export type Moment = ColumnType<Date, string, string>;
/** A moment that may not have come. */
export type MaybeMoment = ColumnType<Date | null, string | null, string | null>;
/** JSON: read as its value, written as text by {@link jsonText}. */
export type Json<T> = ColumnType<T, string, string>;
/** BIGINT: read exactly. */
export type Big = ColumnType<bigint, bigint | number, bigint | number>;
