// Where a file comes in, and the imports there were.
import { Button, FileButton, Loader } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileImport } from '../../../src/http/contract/files.ts';
import { call } from '../../api.ts';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { EncodingChoice, isOfEncoding } from './EncodingChoice.tsx';
import classes from './Imports.module.css';
import { DEFAULTS, isTooLarge, previewKey, sendFiles } from './send-files.ts';

const ACCEPTED = '.vcf,.vcard,.csv,.tsv,.tab,.txt,.json,text/vcard,text/csv,application/json';

export function ImportsPage() {
  const { t } = useTranslation('files');
  return (
    <Page title={t('title')} lead={t('lead')} width="reading">
      <LackingNotice permission="records.edit" />
      <ChooseFiles />
      <History />
    </Page>
  );
}

function ChooseFiles() {
  const { t } = useTranslation(['files', 'frame']);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const may = useMay('records.edit');
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const reset = useRef<() => void>(null);
  const look = useMutation({
    mutationFn: sendFiles,
    onSuccess: (found) => {
      queryClient.setQueryData(previewKey(found.id, found.options ?? DEFAULTS), found);
      void queryClient.invalidateQueries({ queryKey: ['listImports'] });
      void navigate({ to: '/imports/$id', params: { id: found.id } });
    },
  });
  const take = (files: File[]) => {
    reset.current?.();
    if (files.length === 0 || look.isPending || !may) return;
    setTooLarge(isTooLarge(files));
    if (!isTooLarge(files)) look.mutate({ files, encoding: null });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is dropped may as well be chosen with the button */}
      <div
        className={`sheet ${classes.drop}`}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take([...event.dataTransfer.files]);
        }}
      >
        <IconFileImport size={28} stroke={1.5} aria-hidden className="quiet" />
        {look.isPending ? (
          <div role="status" className={classes.reading}>
            <Loader size="xs" /> {t('reading')}
          </div>
        ) : (
          <>
            <p className={classes.dropWords}>{t('drop')}</p>
            <FileButton multiple accept={ACCEPTED} resetRef={reset} onChange={take}>
              {(props) => (
                <Button {...props} disabled={!may}>
                  {t('choose')}
                </Button>
              )}
            </FileButton>
          </>
        )}
        <p className={`quiet ${classes.dropKinds}`}>{t('kinds')}</p>
      </div>
      {tooLarge && (
        <p role="alert" className="bad">
          {t('tooLarge')}
        </p>
      )}
      {look.error && (
        <div className={classes.problem}>
          <ProblemNotice problem={look.error} />
          {isOfEncoding(look.error) && (
            <EncodingChoice
              found={null}
              chosen={look.variables?.encoding ?? null}
              onChange={(encoding) => look.variables && look.mutate({ ...look.variables, encoding })}
            />
          )}
        </div>
      )}
    </>
  );
}

const PAGE_SIZE = 20;

function History() {
  const { t } = useTranslation('files');
  const imports = useInfiniteQuery({
    queryKey: ['listImports', {}, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listImports',
        { query: { limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = imports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('history')}</h2>
      {imports.error && <ProblemNotice problem={imports.error} />}
      {imports.data && items.length === 0 && <p className="quiet">{t('none')}</p>}
      {items.length > 0 && (
        <ol className={`sheet ${classes.list}`} aria-label={t('history')}>
          {items.map((one) => (
            <Past key={one.id} one={one} />
          ))}
        </ol>
      )}
      {imports.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={imports.isFetchingNextPage}
          onClick={() => void imports.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </section>
  );
}

function Past({ one }: { one: FileImport }) {
  const { t } = useTranslation('files');
  const names = useFileNames()(one);
  const { counts } = one;
  const told = counts
    ? (['added', 'merged', 'here-already', 'refused'] as const)
        .filter((outcome) => (counts[outcome] ?? 0) > 0)
        .map((outcome) => `${t(`did.${outcome}`)}: ${t('frame:number', { value: counts[outcome] })}`)
        .join(' · ')
    : t('entries', { count: one.total });
  return (
    <li>
      <Link to="/imports/$id" params={{ id: one.id }} className={classes.past}>
        <span className={classes.pastName} dir="auto">
          {names}
        </span>
        <span className={classes.pastState}>
          {t(one.undoneAt ? 'undoneState' : `state.${one.state}`)} · <RelativeTime at={one.createdAt} />
        </span>
        <span className="quiet">{told}</span>
      </Link>
    </li>
  );
}

/** What an import is called: by its file, or the first of them. */
export function useFileNames() {
  const { t } = useTranslation('files');
  return ({ fileNames: [name = '', ...more] }: Pick<FileImport, 'fileNames'>): string =>
    more.length === 0 ? name : t('moreFiles', { name, count: more.length });
}
