// What is derived of a record (`derive.ts`) as rows of JSON, written to its columns set by set.
import { sql } from 'drizzle-orm';

/** The columns of `Derived` in a row of JSON. */
export const DERIVED_COLUMNS = sql`"displayName" text, "searchText" text, "sortName" text, "matchKeys" jsonb, "companyKey" text,
  "companyTerms" jsonb, keys jsonb, derived smallint`;

/** Those of `record` from a `row` of JSON. */
export const DERIVED_FROM_ROW = sql`display_name = row."displayName", search_text = row."searchText", sort_name = row."sortName",
  match_keys = array(select jsonb_array_elements_text(row."matchKeys")), company_key = row."companyKey",
  company_terms = array(select jsonb_array_elements_text(row."companyTerms")), keys = row.keys, derived = row.derived`;
