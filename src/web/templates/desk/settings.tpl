<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_settings_lead}}</p>
<p><a href="/desk/pages">{{T_desk_settings_pages}}</a></p>
{{#GROUP}}<section class="desk-settings"><h2>{{NAME}}</h2>
<dl>{{#SETTING}}<div><dt><code>{{KEY}}</code></dt><dd>{{#VALUE}}<code>{{TEXT}}</code>{{/VALUE}}{{#WORD}}<span class="quiet">{{TEXT}}</span>{{/WORD}} <span class="quiet small">{{ORIGIN}}</span><p class="hint">{{HELP}}</p></dd></div>
{{/SETTING}}</dl></section>
{{/GROUP}}
