// All keys, by where they work.
import { Modal, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { query } from '../../api.ts';
import { placesOf } from '../navigation.ts';
import { useLetterKeys } from './is-busy.ts';
import classes from './Keys.module.css';
import { isMac } from './show-dialogs.ts';

export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('frame');
  const { data: me } = useQuery(query('getMe'));
  const [letters, setLetters] = useLetterKeys();
  const groups: [string, [string[], string][]][] = [
    [
      t('keys.everywhere'),
      [
        [['/'], t('keys.search')],
        [[isMac ? '⌘' : 'Ctrl', 'K'], t('keys.find')],
        [['n'], t('keys.new')],
        [['?'], t('keys.show')],
        [['Esc'], t('keys.escape')],
      ],
    ],
    [t('keys.goTo'), placesOf(me?.role).map(({ key, name }) => [['g', key], t(`place.${name}`)])],
    [
      t('keys.lists'),
      [
        [['↑', '↓'], t('keys.move')],
        [['Enter'], t('keys.open')],
        [['x'], t('keys.select')],
        [['⇧', '↓'], t('keys.range')],
        [['Ctrl', 'A'], t('keys.everything')],
      ],
    ],
    [
      t('keys.queue'),
      [
        [['c'], t('keys.company')],
        [['p'], t('keys.person')],
        [['b'], t('keys.withCompany')],
        [['l'], t('keys.lead')],
        [['m'], t('keys.merge')],
        [['x'], t('keys.ignore')],
        [['i'], t('keys.ignoreOnce')],
        [['Enter'], t('keys.suggestion')],
        [['u'], t('keys.undo')],
        [['↑', '↓'], t('keys.move')],
        [['␣'], t('keys.tick')],
        [['⇧', '↓'], t('keys.range')],
      ],
    ],
  ];
  return (
    <Modal opened onClose={onClose} title={t('menu.keys')} size="lg">
      <Switch
        mb="md"
        label={t('keys.letters')}
        description={t('keys.lettersText')}
        checked={letters}
        onChange={(event) => setLetters(event.currentTarget.checked)}
      />
      <div className={classes.groups}>
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3 className={classes.title}>{title}</h3>
            {keys.map(([combination, words]) => (
              <div key={words} className={classes.key}>
                <span>{words}</span>
                <span className={classes.combination}>
                  {combination.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Modal>
  );
}
