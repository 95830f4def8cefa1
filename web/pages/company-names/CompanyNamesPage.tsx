// Names of companies that people carry and that no company, or more than one, goes by: made, told which it is, or left.
import { Button, Modal, Tabs } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyName } from '../../../src/http/contract/matching.ts';
import { call } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Help } from '../../components/help/Help.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { RecordPicker } from '../records/merge/RecordPicker.tsx';
import classes from './CompanyNamesPage.module.css';
import { type Decision, useDecideName } from './use-decide-name.ts';

const PAGE = 50;

export function CompanyNamesPage() {
  const { t } = useTranslation('companyNames');
  const navigate = useNavigate();
  const { left = false } = useSearch({ from: '/inside/company-names' });
  const may = useMay('records.edit');
  const names = useInfiniteQuery({
    queryKey: ['listCompanyNames', { left }, 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        'listCompanyNames',
        {
          query: {
            limit: PAGE,
            ...(left ? { left: 'true' } : {}),
            ...(pageParam ? { cursor: pageParam } : {}),
          },
        },
        { signal },
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = names.data?.pages.flatMap((page) => page.items) ?? [];
  const total = names.data?.pages[0]?.total;
  return (
    <Page
      title={t('title')}
      help={<Help topic="companies" />}
      count={total || undefined}
      lead={t('lead')}
      width="reading"
      above={
        <Link to="/companies" className="link">
          {t('back')}
        </Link>
      }
    >
      <LackingNotice permission="records.edit" />
      <Tabs
        value={left ? 'left' : 'open'}
        onChange={(next) =>
          void navigate({ to: '/company-names', search: next === 'left' ? { left: true } : {} })
        }
      >
        <Tabs.List aria-label={t('title')} mb="md">
          <Tabs.Tab value="open">{t('tabs.open')}</Tabs.Tab>
          <Tabs.Tab value="left">{t('tabs.left')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={left ? 'left' : 'open'}>
          {names.error && <ProblemNotice problem={names.error} />}
          {!names.data && !names.error && <Skeletons rows={6} />}
          {total === 0 && (
            <EmptyState
              icon={<IconBuilding size={26} stroke={1.4} aria-hidden />}
              title={t(left ? 'none.leftTitle' : 'none.title')}
            >
              {t(left ? 'none.leftWords' : 'none.words')}
            </EmptyState>
          )}
          {items.length > 0 && (
            <ol className={classes.list} aria-label={t('title')}>
              {items.map((name) => (
                <Name key={name.key} name={name} left={left} may={may} />
              ))}
            </ol>
          )}
          {names.hasNextPage && (
            <Button
              mt="md"
              variant="default"
              loading={names.isFetchingNextPage}
              onClick={() => void names.fetchNextPage()}
            >
              {t('more')}
            </Button>
          )}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Name({ name, left, may }: { name: CompanyName; left: boolean; may: boolean }) {
  const { t } = useTranslation('companyNames');
  const decide = useMutation(useDecideName());
  const [picking, setPicking] = useState(false);
  const say = (decision: Decision, companyId?: string) => decide.mutate({ name, decision, companyId });
  const disabled = !may || decide.isPending;
  const rest = name.count - name.people.length;
  return (
    <li className={`sheet ${classes.name}`} data-name={name.key}>
      <h2 className={classes.title} dir="auto">
        {name.name}
      </h2>
      <p className={`quiet ${classes.people}`}>
        {t(name.state === 'ambiguous' ? 'ambiguous' : 'missing', { count: name.companies.length })}{' '}
        {t('people', { count: name.count })}{' '}
        {name.people.map((person, at) => (
          <span key={person.id}>
            {at > 0 && ', '}
            <Link to="/records/$id" params={{ id: person.id }} className="link" dir="auto">
              {person.displayName}
            </Link>
          </span>
        ))}
        {rest > 0 && ` ${t('andMore', { count: rest })}`}
      </p>
      {decide.error && <ProblemNotice problem={decide.error} />}
      <div className={classes.actions}>
        {left ? (
          <Button size="sm" variant="default" disabled={disabled} onClick={() => say('ask')}>
            {t('ask')}
          </Button>
        ) : (
          <>
            {name.companies.map(({ id, displayName, because }) => (
              <Button
                key={id}
                size="sm"
                variant="light"
                className="cut"
                title={t(`because.${because}`)}
                disabled={disabled}
                onClick={() => say('same', id)}
              >
                {t('same', { name: displayName })}
              </Button>
            ))}
            <Button
              size="sm"
              variant={name.companies.length > 0 ? 'default' : 'filled'}
              disabled={disabled}
              onClick={() => say('create')}
            >
              {t('create')}
            </Button>
            <Button size="sm" variant="default" disabled={disabled} onClick={() => setPicking(true)}>
              {t('another')}
            </Button>
            <Button size="sm" variant="subtle" color="gray" disabled={disabled} onClick={() => say('leave')}>
              {t('leave')}
            </Button>
          </>
        )}
      </div>
      <Modal opened={picking} onClose={() => setPicking(false)} title={t('pick', { name: name.name })}>
        <RecordPicker
          kind="company"
          likely={[]}
          hint={t('pickHint')}
          onChoose={(id) => {
            setPicking(false);
            say('same', id);
          }}
        />
      </Modal>
    </li>
  );
}
