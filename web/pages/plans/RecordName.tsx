import { Link } from '@tanstack/react-router';

/** The way to a record; the name alone of a card that is nobody's record. */
export function RecordName({
  id,
  name,
  className,
}: {
  id: string | null;
  name: string;
  className?: string | undefined;
}) {
  if (id === null)
    return (
      <span className={className} dir="auto">
        {name}
      </span>
    );
  return (
    <Link to="/records/$id" params={{ id }} className={className} dir="auto">
      {name}
    </Link>
  );
}
