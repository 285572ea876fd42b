/** What is to be seen until there is something to see. */
export function Waiting({ isLost }: { isLost: boolean }) {
  return (
    <div className="waiting" role="status">
      {isLost ? (
        <p>
          The sandbox does not answer. Start it with <code>npm run sandbox</code>; this page goes on by itself.
        </p>
      ) : (
        <span className="spinner" aria-label="Loading" />
      )}
    </div>
  );
}
