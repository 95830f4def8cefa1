import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '../../../src/fields/field.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../../src/files/codes.ts';
import { DownloadButton } from './DownloadButton.tsx';

/** Records to be written to a file: what a list finds, or these ids. */
export interface ExportTarget {
  kind: RecordKind;
  q?: string | undefined;
  owner?: string | undefined;
  flagged?: boolean | undefined;
  ids?: string[] | undefined;
}

/** What most people want first. */
const OFFERED: readonly ExportFormat[] = [
  'vcf',
  ...EXPORT_FORMATS.toReversed().filter((one) => one !== 'vcf'),
];

interface ExportDialogProps {
  opened: boolean;
  onClose: () => void;
  target: ExportTarget;
  count: number;
}

/** The browser takes the file as the server writes it, however many records there are. */
export function ExportDialog({ opened, onClose, target, count }: ExportDialogProps) {
  const { t } = useTranslation(['files', 'frame']);
  const [format, setFormat] = useState<ExportFormat>('vcf');
  const asked = Object.entries({ ...target, format }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return (
    <Modal opened={opened} onClose={onClose} title={t('exporting.title', { count })}>
      <Stack gap="md">
        <Select
          label={t('exporting.format')}
          allowDeselect={false}
          data={OFFERED.map((value) => ({ value, label: t(`format.${value}`) }))}
          value={format}
          onChange={(value) => setFormat(OFFERED.find((one) => one === value) ?? 'vcf')}
        />
        <p className="quiet" style={{ margin: 0 }}>
          {t(`exporting.words.${format}`)}
        </p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <DownloadButton
            variant="filled"
            address={`/api/v1/exports?${new URLSearchParams(asked)}`}
            onClick={onClose}
          >
            {t('exporting.button')}
          </DownloadButton>
        </Group>
      </Stack>
    </Modal>
  );
}
