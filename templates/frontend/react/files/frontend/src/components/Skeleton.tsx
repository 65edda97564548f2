/** The shape of what is being loaded. */
export function Skeleton({ rows = 4 }: { readonly rows?: number }) {
  return (
    <div className="skeletons" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton" />
      ))}
    </div>
  );
}
