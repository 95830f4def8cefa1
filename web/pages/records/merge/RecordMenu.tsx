// What can be done with a record as a whole.
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconGitMerge, IconQrcode, IconSwitchHorizontal, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KINDS } from '../../../../src/fields/field.ts';
import type { Answer } from '../../../api.ts';
import { useMay } from '../../access/use-may.ts';
import type { Kind } from '../kinds.ts';
import { ConvertRecord } from './ConvertRecord.tsx';
import { DeleteRecord } from './DeleteRecord.tsx';
import { MergeRecords } from './MergeRecords.tsx';

const QrCode = lazy(() => import('../share/QrCode.tsx'));

const OTHERS: Record<Kind, Kind[]> = {
  lead: ['contact', 'company'],
  contact: ['lead', 'company'],
  company: ['contact', 'lead'],
};

export function RecordMenu({ record }: { record: Answer<'getRecord'> }) {
  const { t } = useTranslation(['records', 'merge', 'recordPage']);
  const [asking, setAsking] = useState<'delete' | 'merge' | 'qr' | Kind | null>(null);
  const mayEdit = useMay('records.edit');
  const mayDelete = useMay('records.delete');
  const close = () => setAsking(null);
  const kind = KINDS.find((one) => one === asking) ?? null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('more')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconQrcode size={16} stroke={1.6} />} onClick={() => setAsking('qr')}>
            {t('recordPage:qr.menu')}
          </Menu.Item>
          <Menu.Divider />
          {OTHERS[record.kind].map((to) => (
            <Menu.Item
              key={to}
              disabled={!mayEdit}
              leftSection={<IconSwitchHorizontal size={16} stroke={1.6} />}
              onClick={() => setAsking(to)}
            >
              {t(`merge:convert.to.${to}`)}
            </Menu.Item>
          ))}
          <Menu.Item
            disabled={!mayEdit || !mayDelete}
            leftSection={<IconGitMerge size={16} stroke={1.6} />}
            onClick={() => setAsking('merge')}
          >
            {t('merge:mergeWith')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            className="bad"
            disabled={!mayDelete}
            leftSection={<IconTrash size={16} stroke={1.6} />}
            onClick={() => setAsking('delete')}
          >
            {t('delete.button')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConvertRecord record={record} kind={kind} onClose={close} />
      <MergeRecords record={record} otherId={null} opened={asking === 'merge'} onClose={close} />
      {asking === 'qr' && (
        <Suspense>
          <QrCode record={record} onClose={close} />
        </Suspense>
      )}
      <DeleteRecord record={record} opened={asking === 'delete'} onClose={close} />
    </>
  );
}
