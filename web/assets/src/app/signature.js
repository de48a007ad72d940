// Sign with a finger or a mouse: the drawing goes with the form as a PNG. Without this script, or
// with a keyboard, « Je signe » is ticked instead; the frame is shown only where it works.

const WIDTH = 6;

document.querySelectorAll('[data-signature]').forEach(frame => {
  const canvas = frame.querySelector('canvas');
  const pen = canvas.getContext('2d');
  const kept = frame.closest('form').querySelector('[data-trace]');
  if (!pen || !kept) return;
  let last = null;
  frame.hidden = false;

  const place = event => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
  };
  const draw = (from, to) => {
    pen.lineWidth = WIDTH;
    pen.lineCap = pen.lineJoin = 'round';
    pen.strokeStyle = '#101820';
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
  };
  const lift = () => {
    if (!last) return;
    last = null;
    kept.value = canvas.toDataURL('image/png');
  };

  canvas.addEventListener('pointerdown', event => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    draw(last, last);
  });
  canvas.addEventListener('pointermove', event => {
    if (!last) return;
    const here = place(event);
    draw(last, here);
    last = here;
  });
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);
  frame.querySelector('[data-recommencer]').addEventListener('click', () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    kept.value = '';
  });
});
