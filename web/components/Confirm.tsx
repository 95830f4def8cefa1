import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from './ProblemNotice.tsx';

interface ConfirmProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: React.ReactNode;
  /** The verb: “Delete 3 cards”. */
  confirm: string;
  onConfirm: () => void;
  danger?: boolean;
  busy?: boolean;
  problem?: unknown;
  /** A second way out between cancelling and confirming. */
  other?: { label: string; onClick: () => void };
}

/** A question before something that is not easily taken back. Escape cancels; focus returns to where it was. */
export function Confirm(props: ConfirmProps) {
  const { t } = useTranslation('frame');
  const {
    opened,
    onClose,
    title,
    children,
    confirm,
    onConfirm,
    danger = false,
    busy = false,
    problem,
    other,
  } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="md">
      <Stack gap="md">
        <div>{children}</div>
        {problem ? <ProblemNotice problem={problem} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          {other && (
            <Button variant="default" onClick={other.onClick} disabled={busy}>
              {other.label}
            </Button>
          )}
          <Button color={danger ? 'red' : 'ink'} onClick={onConfirm} loading={busy}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
