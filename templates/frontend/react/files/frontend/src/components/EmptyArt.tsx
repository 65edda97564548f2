export type Art = 'new' | 'search' | 'blank';

/** Sheets of paper, and a sign of what to do about their being blank. */
export function EmptyArt({ art }: { readonly art: Art }) {
  return (
    <svg className="empty-art" viewBox="0 0 120 96" fill="none" aria-hidden="true">
      <rect
        x="42"
        y="6"
        width="56"
        height="70"
        rx="9"
        fill="currentColor"
        opacity="0.14"
        transform="rotate(8 70 41)"
      />
      <rect
        x="24"
        y="14"
        width="58"
        height="74"
        rx="9"
        fill="var(--surface)"
        stroke="currentColor"
        strokeWidth="3"
      />
      {art !== 'blank' && (
        <path
          d="M36 34h24M36 48h34M36 62h18"
          stroke="currentColor"
          strokeWidth="4"
          strokeLinecap="round"
          opacity="0.55"
        />
      )}
      {art === 'new' && <Plus />}
      {art === 'search' && <Magnifier />}
    </svg>
  );
}

const Plus = () => (
  <>
    <circle cx="86" cy="74" r="15" fill="currentColor" />
    <path
      d="M86 67v14M79 74h14"
      stroke="var(--on-accent)"
      strokeWidth="3.5"
      strokeLinecap="round"
    />
  </>
);

const Magnifier = () => (
  <>
    <circle cx="84" cy="66" r="13" fill="var(--surface)" stroke="currentColor" strokeWidth="5" />
    <path d="m94 76 11 11" stroke="currentColor" strokeWidth="6" strokeLinecap="round" />
  </>
);
