// The problems of the file, in words, each leading to its element.

// Gives show(problems, elsewhere), onChange(listener) and onShow(selector of an element).
export function openProblems(place, first) {
  const listeners = [];
  let list = first, select = () => false;

  function show(problems, elsewhere = []) {
    list = problems;
    place.replaceChildren(title(problems), items(problems, element => select(element)), others(elsewhere));
    listeners.forEach(listener => listener(list));
  }

  show(first);
  return {
    show,
    onChange(listener) { listeners.push(listener); listener(list); },
    onShow(listener) { select = listener; },
  };
}

function title(problems) {
  const told = document.createElement('div');
  const heading = document.createElement('h2');
  told.setAttribute('role', 'status');
  told.append(heading);
  const blocking = problems.filter(problem => !problem.advice).length;
  heading.textContent = !blocking ? 'Aucun problème'
    : blocking === 1 ? '1 problème à corriger avant de publier'
      : `${blocking} problèmes à corriger avant de publier`;
  return told;
}

function items(problems, select) {
  const list = document.createElement('ul');
  for (const problem of problems) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-link p-0 text-start';
    button.textContent = problem.name ? `${problem.name}\u00a0: ${problem.message}` : problem.message;
    button.addEventListener('click', () => select(problem.element));
    if (problem.advice) item.append(badge());
    item.append(button);
    list.append(item);
  }
  return list;
}

function badge() {
  const mark = document.createElement('span');
  mark.className = 'badge text-bg-light border me-2';
  mark.textContent = 'Conseil';
  return mark;
}

// Files that this one made wrong, or that were: a form that a diagram asks for is renamed.
function others(elsewhere) {
  const list = document.createElement('ul');
  for (const { file, address, count } of elsewhere) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = address;
    link.textContent = `${file}\u00a0: ${count} problème${count > 1 ? 's' : ''}`;
    item.append(link);
    list.append(item);
  }
  const told = document.createElement('div');
  if (elsewhere.length) told.append(Object.assign(document.createElement('h3'), { textContent: 'Dans d’autres fichiers' }), list);
  return told;
}
