import { Link } from '@tanstack/react-router';
import { brand } from '../brand.ts';

export function Brand() {
  return (
    <Link to="/notes" className="brand">
      <img src={brand.logo} alt="" width="28" height="28" />
      <span>{brand.name}</span>
    </Link>
  );
}
