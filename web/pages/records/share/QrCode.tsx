// The record as a code that a phone's camera takes up, and what is in it. Loaded when somebody asks for it.
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import type { Answer } from '../../../api.ts';
import { useFieldWords } from '../fields/field-words.ts';
import { isShown, useFields } from '../fields/use-fields.ts';
import { cardText } from './card-text.ts';
import classes from './Share.module.css';

/** Of white around it, as cameras want it. */
const BORDER = 4;

export default function QrCode({ record, onClose }: { record: Answer<'getRecord'>; onClose: () => void }) {
  const { t } = useTranslation('recordPage');
  const words = useFieldWords();
  const fields = useFields(record.kind)?.filter(isShown) ?? [];
  const { text, includes, leaves } = cardText(record, fields);
  const { data, size } = encode(text, { ecc: 'M', border: BORDER });
  const path = data
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  const listed = (keys: string[]): string => keys.map((key) => words.group(key)).join(', ');
  return (
    <Modal opened onClose={onClose} title={t('qr.title', { name: record.displayName })} size="sm">
      <svg
        className={classes.code}
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t('qr.label', { name: record.displayName })}
        data-text={text}
        shapeRendering="crispEdges"
      >
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <p className={classes.words}>{t('qr.how')}</p>
      <p className={`quiet ${classes.words}`}>{t('qr.holds', { fields: listed(includes) })}</p>
      {leaves.length > 0 && (
        <p className={`warn ${classes.words}`}>{t('qr.leaves', { fields: listed(leaves) })}</p>
      )}
    </Modal>
  );
}
