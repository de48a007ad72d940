// Names that scenarios and formulas read: letters without accents, digits and underscores.

// « Ménage parti » -> menage_parti
export function codeOf(words) {
  return (words ?? '').normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/œ/gi, 'oe').toLowerCase()
    .replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').replace(/^(?=\d)/, '_');
}

export function refuseName(value) {
  if (!value || /^[A-Za-z_]\w*$/.test(value)) return undefined;
  return 'Des lettres sans accent, des chiffres et le tiret bas, sans espace.';
}
