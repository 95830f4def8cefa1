import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ENCODINGS } from '../../../src/files/codes.ts';
import { ApiError } from '../../api.ts';

interface EncodingChoiceProps {
  /** What the bytes show; null where they show nothing. */
  found: string | null;
  chosen: string | null;
  onChange: (encoding: string | null) => void;
}

/** The character set of a file: as its bytes show, or as a person says. */
export function EncodingChoice({ found, chosen, onChange }: EncodingChoiceProps) {
  const { t } = useTranslation('files');
  return (
    <Select
      label={t('encoding')}
      placeholder={t('chooseEncoding')}
      searchable
      allowDeselect={false}
      maw={320}
      data={[
        ...(found === null && chosen === null
          ? []
          : [
              {
                value: 'found',
                label: chosen === null ? t('asKnown', { place: nameOf(found!) }) : t('asFound'),
              },
            ]),
        ...ENCODINGS.map((value) => ({ value, label: nameOf(value) })),
      ]}
      value={chosen ?? (found === null ? null : 'found')}
      onChange={(value) => value && onChange(value === 'found' ? null : value)}
    />
  );
}

/** `windows-1252` is written Windows-1252, all others in capitals. */
export const nameOf = (encoding: string): string =>
  encoding.startsWith('windows') ? encoding.replace('w', 'W') : encoding.toUpperCase();

const OF_ENCODING = ['file-damaged', 'encoding-not-found', 'encoding-wrong'];

/** Whether another character set may be what a file lacks. */
export const isOfEncoding = (error: unknown): boolean =>
  error instanceof ApiError && error.problems.some(({ code }) => OF_ENCODING.includes(code));
