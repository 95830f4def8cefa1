// The account of an import as a table for a spreadsheet, in the words of the page. The server's own speaks in codes, for programs.
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { writeCsv } from '../../../src/files/write-csv.ts';
import type { FileImport, ImportedEntry } from '../../../src/http/contract/files.ts';
import { call } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useEntryWords } from './EntryList.tsx';
import { saveFile } from './save-file.ts';

/** The most that an answer holds. */
const PAGE_SIZE = 500;
const COLUMNS = ['row', 'file', 'line', 'kind', 'name', 'outcome', 'told', 'aside', 'record'] as const;

export function DownloadAccount({ found: { id, fileNames } }: { found: FileImport }) {
  const { t } = useTranslation(['files', 'frame']);
  const told = useEntryWords();
  const rowOf = (entry: ImportedEntry): Record<(typeof COLUMNS)[number], string> => ({
    row: String(entry.row),
    file: fileNames[entry.file] ?? '',
    line: String(entry.line ?? ''),
    kind: t(`frame:kind.${entry.kind}`),
    name: entry.name,
    outcome: entry.undone ? t('undoneState') : t(`didOne.${entry.outcome}`),
    told: told(entry).join(' '),
    aside: entry.rest.map(({ what, value }) => `${what}: ${value}`).join('\n'),
    record: entry.recordId ? `${location.origin}/records/${entry.recordId}` : '',
  });
  const download = useMutation({
    mutationFn: async () => {
      const table = [COLUMNS.map((column) => t(`head.${column}`))];
      for await (const entry of entriesOf(id)) {
        const row = rowOf(entry);
        table.push(COLUMNS.map((column) => row[column]));
      }
      // Spreadsheets know UTF-8 by its mark.
      saveFile(`import-${id}.csv`, new Blob([`\ufeff${writeCsv(table)}`], { type: 'text/csv' }));
    },
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
        loading={download.isPending}
        onClick={() => download.mutate()}
      >
        {t('download')}
      </Button>
      {download.error && <ProblemNotice problem={download.error} />}
    </>
  );
}

async function* entriesOf(id: string): AsyncGenerator<ImportedEntry> {
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) };
    const page: { items: ImportedEntry[]; next: string | null } = await call('listImportRows', {
      params: { id },
      query,
    });
    yield* page.items;
    cursor = page.next;
  } while (cursor);
}
