import { Button, Group, Modal, Select, Stack, Switch } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '../../../src/fields/field.ts';
import type { Condition } from '../../../src/fields/filters.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../../src/files/codes.ts';
import { fetchFile } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { DownloadButton } from './DownloadButton.tsx';
import { saveFile } from './save-file.ts';

/** Records to be written to a file: what a list finds, or these ids. */
export interface ExportTarget {
  kind: RecordKind;
  q?: string | undefined;
  owner?: string | undefined;
  filter?: Condition[] | undefined;
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
  /** `count` is about so many. */
  estimated: boolean;
}

/** What a list finds the browser takes as the server writes it, however many records there are; ids have no room in an address. */
export function ExportDialog({ opened, onClose, target, count, estimated }: ExportDialogProps) {
  const { t } = useTranslation(['files', 'frame']);
  const [format, setFormat] = useState<ExportFormat>('vcf');
  const [photos, setPhotos] = useState(true);
  const asked = { ...target, format, ...(format === 'json' && { photos }) };
  const query = Object.entries(asked).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
  );
  const chosen = useMutation({
    mutationFn: () => fetchFile('/api/v1/exports', asked),
    onSuccess: (file) => {
      saveFile(`rubrica.${format.replace('4', '')}`, file);
      onClose();
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={estimated ? t('exporting.about', { value: count }) : t('exporting.title', { count })}
    >
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
        {format === 'json' && (
          <Switch
            label={t('exporting.photos')}
            checked={photos}
            onChange={(event) => setPhotos(event.currentTarget.checked)}
          />
        )}
        {chosen.error && <ProblemNotice problem={chosen.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          {target.ids ? (
            <Button
              leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
              loading={chosen.isPending}
              onClick={() => chosen.mutate()}
            >
              {t('exporting.button')}
            </Button>
          ) : (
            <DownloadButton address={`/api/v1/exports?${new URLSearchParams(query)}`} onClick={onClose}>
              {t('exporting.button')}
            </DownloadButton>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
