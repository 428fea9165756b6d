// The page of a portrait: plain HTML, CSS and a few lines of script, no request to anywhere.
#pragma once

namespace maillage {

inline constexpr const char* portrait_template = R"~(<!doctype html>
<html lang="{{lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>{{title}} – {{subtitle}}</title>
<style>
body { font: 16px/1.45 "Liberation Sans", Arial, sans-serif; color: #1a1a1a; margin: 0 auto; max-width: 62rem; padding: 1rem; }
h1 { font-size: 1.8rem; margin: 0; } h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #1d5a96; }
header p { margin: .2rem 0 1rem; color: #444; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #ccc; }
td.value { font-weight: bold; } .small { font-size: .8rem; color: #444; } .scroll { overflow-x: auto; }
figure { margin: 0; } svg { width: 100%; height: auto; max-height: 85vh; } svg path { stroke: #666; stroke-width: .5; }
svg path:hover, svg path.found { stroke: #000; stroke-width: 2.5; }
.controls { display: flex; flex-wrap: wrap; gap: 1rem; margin-bottom: .5rem; } .controls[hidden] { display: none; }
select, input { font: inherit; max-width: 100%; } .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
.legend span { display: inline-block; width: 1em; height: 1em; margin-right: .4em; border: 1px solid #666; vertical-align: -.1em; }
@media print { .controls, .script { display: none; } body { max-width: none; font-size: 10pt; } tr, figure, svg { break-inside: avoid; } h2 { break-after: avoid; } svg { max-height: 16cm; } }
</style>
</head>
<body>
<header><h1>{{title}}</h1><p>{{subtitle}}</p></header>
<main>
{{#sentences}}<p>{{.}}</p>
{{/sentences}}
{{#card}}
<section><h2>{{title}}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="{{title}}"><table><thead><tr><th scope="col">{{words.figure}}</th><th scope="col">{{words.value}}</th><th scope="col">{{words.compared}}</th></tr></thead>
<tbody>{{#figures}}<tr><th scope="row">{{label}}{{#source}}<div class="small">{{source}}</div>{{/source}}</th><td class="value">{{value}}</td><td>{{#rank}}<div>{{rank}}</div>{{/rank}}{{#comparison}}<div>{{.}}</div>{{/comparison}}</td></tr>
{{/figures}}</tbody></table></div>
{{#notes}}<p class="small">{{.}}</p>
{{/notes}}</section>
{{/card}}
{{#map}}
<section aria-labelledby="map-title"><h2 id="map-title">{{words.map}}</h2>
<figure>
<div class="controls" hidden><label>{{words.measure}} <select id="measure"></select></label>
<label>{{words.search}} <input id="search" list="names"></label><datalist id="names"></datalist></div>
<p id="shown">{{measure}}</p>
<svg viewBox="-2 -2 {{width}} {{height}}" role="img" aria-label="{{measure}}"><defs>{{#patterns}}<pattern id="p{{index}}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate({{angle}})"><rect width="6" height="6" fill="{{fill}}"/><line x1="1" y1="0" x2="1" y2="6" stroke="{{ink}}" stroke-width="2"/></pattern>{{/patterns}}</defs>{{#zones}}<path d="{{d}}" fill="{{fill}}"><title>{{name}}{{words.colon}}{{text}}</title></path>
{{/zones}}</svg>
<ul class="legend" id="legend">{{#legend}}<li><span style="background:{{colour}}"></span>{{words}}</li>{{/legend}}</ul>
<p class="script" id="said" aria-live="polite"></p>
</figure></section>
{{/map}}
{{#tables}}
<section><h2>{{title}}</h2>{{#sentence}}<p>{{sentence}}</p>{{/sentence}}
{{#filled}}<div class="scroll" tabindex="0" role="region" aria-label="{{title}}"><table><thead><tr>{{#header}}<th scope="col">{{.}}</th>{{/header}}</tr></thead>
<tbody>{{#rows}}<tr>{{#cells}}<td>{{.}}</td>{{/cells}}</tr>
{{/rows}}</tbody></table></div>{{/filled}}</section>
{{/tables}}
{{#sections}}
<section><h2>{{title}}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="{{title}}"><table><thead><tr><th scope="col">{{words.figure}}</th><th scope="col">{{words.value}}</th><th scope="col">{{words.compared}}</th></tr></thead>
<tbody>{{#figures}}<tr><th scope="row">{{label}}{{#source}}<div class="small">{{source}}</div>{{/source}}</th><td class="value">{{value}}</td><td>{{#rank}}<div>{{rank}}</div>{{/rank}}{{#comparison}}<div>{{.}}</div>{{/comparison}}</td></tr>
{{/figures}}</tbody></table></div>
{{#notes}}<p class="small">{{.}}</p>
{{/notes}}</section>
{{/sections}}
</main>
<footer><p class="small">{{words.made}}</p></footer>
{{#map}}<script type="application/json" id="data">{{{data}}}</script>
<script>
(function () {
  var data = JSON.parse(document.getElementById('data').textContent), paths = document.querySelectorAll('svg path');
  var pick = document.getElementById('measure'), find = document.getElementById('search'), said = document.getElementById('said');
  function option(parent, text) { var o = document.createElement('option'); o.textContent = text; o.value = text; parent.appendChild(o); return o; }
  data.measures.forEach(function (m, i) { option(pick, m.title).value = i; });
  data.names.forEach(function (n) { option(document.getElementById('names'), n); });
  function text(i) { var m = data.measures[pick.value]; return data.names[i] + data.colon + m.words[m.texts[i]]; }
  function draw() {
    var m = data.measures[pick.value], legend = document.getElementById('legend');
    paths.forEach(function (p, i) { p.setAttribute('fill', m.colours[m.fills[i]]); p.querySelector('title').textContent = text(i); });
    document.getElementById('shown').textContent = m.title;
    document.querySelector('svg').setAttribute('aria-label', m.title);
    legend.textContent = '';
    m.legend.forEach(function (l) { var li = document.createElement('li'), s = document.createElement('span'); s.style.background = l[0]; li.appendChild(s); li.appendChild(document.createTextNode(l[1])); legend.appendChild(li); });
  }
  function search() {
    var wanted = find.value.trim().toLowerCase(), at = wanted === '' ? -1 : data.names.findIndex(function (n) { return n.toLowerCase() === wanted; });
    if (at < 0 && wanted !== '') at = data.names.findIndex(function (n) { return n.toLowerCase().indexOf(wanted) >= 0; });
    paths.forEach(function (p, i) { p.classList.toggle('found', i === at); });
    said.textContent = at < 0 ? '' : text(at);
  }
  paths.forEach(function (p, i) { p.addEventListener('mouseenter', function () { said.textContent = text(i); }); });
  pick.addEventListener('change', function () { draw(); search(); });
  find.addEventListener('input', search);
  document.querySelector('.controls').hidden = false;
})();
</script>{{/map}}
</body>
</html>
)~";

}  // namespace maillage
