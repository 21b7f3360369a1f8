// Every name that a module of the page imports is exported by the module that it names: a browser would refuse the whole page.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const WEB = join(dirname(fileURLToPath(import.meta.url)), '../../main/resources/io/unfade/serve/web');

function exported(text) {
  const names = new Set([...text.matchAll(/export (?:async )?(?:function\*?|const|let|class) (\w+)/g)].map((found) => found[1]));
  for (const [, list] of text.matchAll(/export \{([^}]*)\}/g)) {
    list.split(',').map((one) => one.trim().split(' as ').pop()).filter(Boolean).forEach((name) => names.add(name));
  }
  return names;
}

test('imports name what is exported', () => {
  const files = readdirSync(WEB, { recursive: true }).filter((name) => name.endsWith('.js'));
  const texts = new Map(files.map((name) => [join(WEB, name), readFileSync(join(WEB, name), 'utf8')]));
  assert.ok(texts.size > 50);
  let checked = 0;
  for (const [file, text] of texts) {
    for (const [, list, from] of text.matchAll(/import\s+(?:\w+\s*,\s*)?\{([^}]*)\}\s*from '(\.[^']*)'/g)) {
      const target = join(dirname(file), from);
      if (target.startsWith(WEB)) {
        assert.ok(texts.has(target), `${file} imports from ${from}, which is not there`);
        for (const name of list.split(',').map((one) => one.trim().split(' as ')[0]).filter(Boolean)) {
          assert.ok(exported(texts.get(target)).has(name), `${file} imports ${name} of ${from}, which has none`);
          checked++;
        }
      }
    }
  }
  assert.ok(checked > 100);
});
