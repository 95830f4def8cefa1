import classes from './EmptyState.module.css';

interface EmptyStateProps {
  title: string;
  children?: React.ReactNode;
  /** The one thing to do next. */
  action?: React.ReactNode;
  icon?: React.ReactNode;
  /** The page has no other title. */
  alone?: boolean;
}

/** Emptiness is an invitation: what will be here, and one button. */
export function EmptyState({ title, children, action, icon, alone = false }: EmptyStateProps) {
  const Title = alone ? 'h1' : 'h2';
  return (
    <div className={classes.empty}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <Title className={classes.title}>{title}</Title>
      {children && <p className={classes.words}>{children}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
