/** Sheets in a stack: decoration beside the forms. */
export function EntranceArt() {
  return (
    <svg className="entrance-art" viewBox="0 0 400 300" fill="none" aria-hidden="true">
      <rect
        x="150"
        y="22"
        width="210"
        height="236"
        rx="18"
        fill="#fff"
        fillOpacity="0.1"
        transform="rotate(9 255 140)"
      />
      <rect
        x="96"
        y="30"
        width="210"
        height="236"
        rx="18"
        fill="#fff"
        fillOpacity="0.16"
        transform="rotate(-3 201 148)"
      />
      <rect x="40" y="44" width="220" height="240" rx="18" fill="#fff" />
      <rect x="68" y="76" width="112" height="14" rx="7" fill="#4150c9" />
      <path
        d="M68 118h164M68 142h164M68 166h120"
        stroke="#c9cdf3"
        strokeWidth="9"
        strokeLinecap="round"
      />
      <rect x="68" y="204" width="84" height="28" rx="14" fill="#e3f3ea" />
      <path
        d="m84 218 6 6 11-11"
        stroke="#1c6b45"
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M112 218h24" stroke="#1c6b45" strokeWidth="6" strokeLinecap="round" />
      <path d="m243 190 78-78 24 24-78 78-32 8z" fill="#f0c36d" />
      <path d="m321 112 10-10a10 10 0 0 1 14 0l10 10a10 10 0 0 1 0 14l-10 10z" fill="#ff9d94" />
      <path d="m235 222 8-32 24 24z" fill="#fff4dc" />
      <path d="m235 222 3-11 8 8z" fill="#4a3b20" />
    </svg>
  );
}
