import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Page.module.css';

interface PageProps {
  title: string;
  /** Beside the title: how many there are, or that in words. */
  count?: number | string | undefined;
  /** Above the title: where this page belongs. */
  above?: React.ReactNode;
  /** Beside the title: the mark that opens help. */
  help?: React.ReactNode;
  /** Under the title, one quiet line. */
  lead?: React.ReactNode;
  actions?: React.ReactNode;
  /** `reading` keeps lines short; `wide` for boards of sheets; `fill` takes the window and scrolls inside (tables). */
  width?: 'reading' | 'wide' | 'fill';
  children: React.ReactNode;
}

/** A screen: its title in the window and on the page, what can be done, and the content. */
export function Page({ title, count, above, help, lead, actions, width = 'wide', children }: PageProps) {
  const { t } = useTranslation('frame');
  useEffect(() => {
    document.title = `${title} · Rubrica`;
  }, [title]);
  return (
    <div className={`${classes.page} ${classes[width]}`}>
      {above && <div className={classes.above}>{above}</div>}
      <div className={classes.head}>
        <div className={classes.words}>
          <div className={classes.titled}>
            <h1 className={classes.title}>
              {title}
              {count !== undefined && (
                <span className={classes.count}>
                  {typeof count === 'string' ? count : t('number', { value: count })}
                </span>
              )}
            </h1>
            {help}
          </div>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
