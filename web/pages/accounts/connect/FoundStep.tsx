import { Button } from '@mantine/core';
import { IconAddressBook, IconAlertTriangle, IconInfoCircle, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useProblemWords } from '../../../components/ProblemNotice.tsx';
import classes from './FoundStep.module.css';
import type { Found } from './use-connection-test.ts';

const GROUPS_SHOWN = 8;

/** What the test saw in the address book; `username` is who was tried, as they typed it. */
export function FoundStep({ found, username }: { found: Found; username: string }) {
  const { t } = useTranslation('accounts');
  const wordsOf = useProblemWords();
  const { connectedAs } = found;
  const groups = found.groups.toSorted((a, b) => b.cards - a.cards);
  return (
    <div className={`sheet ${classes.found}`} aria-live="polite">
      <div className={classes.sum}>
        <span className={classes.cards}>
          {found.cards === null ? t('wizard.cardsUnknown') : t('wizard.cards', { count: found.cards })}
        </span>
        <span className="quiet">{t('wizard.foundAs', { username })}</span>
      </div>
      {connectedAs && (
        <div className={classes.already} role="alert">
          <IconInfoCircle size={17} stroke={1.7} aria-hidden />
          <span>{t('wizard.already')}</span>
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => (
              <Link to="/accounts/$id/{-$tab}" params={{ id: connectedAs }} {...props} />
            )}
          >
            {t('wizard.openIt')}
          </Button>
        </div>
      )}
      <div className={classes.part}>
        <IconAddressBook size={17} stroke={1.6} aria-hidden />
        <div>
          <div className={classes.what}>{t('wizard.books', { count: found.books.length })}</div>
          <ul className={classes.books}>
            {found.books.map((book) => (
              <li key={`${book.name} ${book.readOnly} ${book.cards}`}>
                <span dir="auto">{book.name || t('wizard.unnamedBook')}</span>
                {book.cards !== null && (
                  <span className="quiet"> · {t('wizard.cards', { count: book.cards })}</span>
                )}
                {book.readOnly && <span className="quiet"> · {t('wizard.readOnly')}</span>}
              </li>
            ))}
          </ul>
        </div>
      </div>
      {found.missing.length > 0 && (
        <div className={classes.part} role="alert">
          <IconAlertTriangle size={17} stroke={1.6} aria-hidden className="warn" />
          <div>
            <div className={classes.what}>{t('wizard.missing', { count: found.missing.length })}</div>
            <ul className={classes.books}>
              {found.missing.map((part) => (
                <li key={part.address}>
                  <span dir="auto">{part.address}</span>
                  <span className="quiet"> · {wordsOf(part).title}</span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <div className={classes.part}>
        <IconUsers size={17} stroke={1.6} aria-hidden />
        <div>
          <div className={classes.what}>
            {groups.length ? t('wizard.groups', { count: groups.length }) : t('wizard.noGroups')}
          </div>
          {groups.length > 0 && (
            <ul className={classes.groups}>
              {groups.slice(0, GROUPS_SHOWN).map((group) => (
                <li key={group.name}>
                  <span dir="auto">{group.name}</span>{' '}
                  <span className="quiet">{t('number', { value: group.cards })}</span>
                </li>
              ))}
              {groups.length > GROUPS_SHOWN && (
                <li className={classes.more}>
                  {t('wizard.moreGroups', { count: groups.length - GROUPS_SHOWN })}
                </li>
              )}
            </ul>
          )}
        </div>
      </div>
      {found.cards === 0 && <p className={classes.none}>{t('wizard.noCards')}</p>}
    </div>
  );
}
