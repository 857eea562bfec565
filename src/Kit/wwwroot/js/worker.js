// Escape three times within two seconds leaves at once. The button on top does the same without this file.
'use strict';
(function () {
  var exit = document.querySelector('[data-exit]');
  var presses = [];
  function leave(event) {
    if (event) event.preventDefault();
    location.replace(exit.href);
  }
  if (!exit) return;
  exit.addEventListener('click', leave);
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') { presses = []; return; }
    presses = presses.filter(function (at) { return event.timeStamp - at < 2000; }).concat(event.timeStamp);
    if (presses.length >= 3) leave();
  });
})();
