// The views of a list in the side bar, while one is at that list.
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { query } from '../../api.ts';
import classes from '../../components/Frame.module.css';
import { kindOfPath, PATHS } from '../records/kinds.ts';

export function SideViews({ path }: { path: string }) {
  const { t } = useTranslation('frame');
  const here = useLocation();
  const isHere = here.pathname === path;
  const kind = kindOfPath(path);
  const { data } = useQuery({ ...query('listViews'), staleTime: 60_000, enabled: isHere });
  const views = data?.items.filter((view) => view.kind === kind && view.name !== null) ?? [];
  if (!isHere || PATHS[kind] !== path || views.length === 0) return null;
  const current = (here.search as { view?: string }).view;
  return (
    <ul className={classes.views} aria-label={t('views')}>
      {views.map(({ id, name, shared }) => (
        <li key={id}>
          <Link
            to={PATHS[kind]}
            search={{ view: id }}
            className={classes.view}
            activeProps={{}}
            data-current={current === id || undefined}
          >
            <span className="cut" dir="auto">
              {name}
            </span>
            {shared && <IconUsersGroup size={14} stroke={1.6} aria-label={t('sharedView')} />}
          </Link>
        </li>
      ))}
    </ul>
  );
}
