// Six boxes for one code. They take digits from the keyboard only, or, as a variant, a value that a script set, too.

/** Wire the boxes of a form; returns what reads the code that they hold. `full` is called when the last digit came. */
export function wireBoxes(form, full) {
  const boxes = [...form.querySelectorAll('input[data-id^="CodeInput-"]')];
  const typed = boxes.map(() => "");
  const put = (index, digit) => {
    typed[index] = digit;
    if (digit) boxes[index + 1]?.focus();
    if (typed.every(Boolean) && digit) full();
  };
  boxes.forEach((box, index) => {
    box.addEventListener("keydown", (event) => {
      if (event.key === "Backspace") typed[index] = "";
      if (!/^[0-9]$/.test(event.key)) return;
      event.preventDefault();
      box.value = event.key;
      put(index, event.key);
    });
    if (form.dataset.codeInput === "input") box.addEventListener("input", () => put(index, box.value));
  });
  const clear = () => {
    boxes.forEach((box, index) => { box.value = typed[index] = ""; });
    boxes[0].focus();
  };
  return { read: () => typed.join(""), clear };
}
