// Between the file and dmn-js. What nobody changed is the file, byte for byte; a change writes the rest
// as dmn-js does, but for the policy « UNIQUE », which it leaves out wherever it was written.

// text: the file. opened(xml) is told what dmn-js makes of it untouched; write(xml) gives the file's text.
export function openDecisions(text) {
  const written = new Set([...text.matchAll(/<(?:\w+:)?decisionTable\b[^>]*>/g)]
    .filter(([tag]) => /\bhitPolicy="UNIQUE"/.test(tag)).map(([tag]) => idOf(tag)));
  let untouched = null;
  return {
    opened(xml) { untouched = xml; },
    write(xml) {
      if (xml === untouched) return text;
      return xml.replace(/<(?:\w+:)?decisionTable\b[^>]*>/g, tag => {
        const isLeftOut = written.has(idOf(tag)) && !/\bhitPolicy=/.test(tag);
        return isLeftOut ? tag.replace(/(\sid="[^"]*")/, '$1 hitPolicy="UNIQUE"') : tag;
      });
    },
  };
}

function idOf(tag) {
  return /\sid="([^"]*)"/.exec(tag)?.[1] ?? '';
}
