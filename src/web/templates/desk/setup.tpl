<div class="desk-setup">
{{>PROGRESS}}
<h1>{{HEADING}}</h1>
<p class="lead">{{LEAD}}</p>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}</p>{{/PROBLEM}}
{{#TRIAL}}<section class="problem-note" role="alert" aria-labelledby="trial"><h2 id="trial">{{T_setup_trial}}</h2>
<ul class="setup-trial">{{#STEP}}<li><b{{#GOOD}} class="setup-good"{{/GOOD}}{{#WRONG}} class="setup-wrong"{{/WRONG}}>{{VERDICT}}</b> {{FOUND}}{{#IF_TODO}}<br><span class="small">{{TODO}}</span>{{/IF_TODO}}</li>
{{/STEP}}</ul></section>{{/TRIAL}}
<form class="desk-form" action="{{ACTION}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
{{#FIXED}}<div class="setup-fixed"><p><b>{{LABEL}}</b>: {{#VALUE}}<code>{{TEXT}}</code>{{/VALUE}}{{#WORD}}<span class="quiet">{{TEXT}}</span>{{/WORD}} <span class="quiet small">{{ORIGIN}}</span></p>{{#WHY}}<p class="hint">{{TEXT}}</p>{{/WHY}}</div>
{{/FIXED}}{{#FIRST}}<div class="desk-set-one">{{>ONE}}</div>
{{/FIRST}}{{#WAYS}}<fieldset class="setup-ways"><legend>{{LEGEND}}</legend>
{{#WAY}}<div class="setup-way"><input type="radio" name="way" id="way-{{WAY_NAME}}" value="{{WAY_NAME}}"{{#ON}} checked{{/ON}} required aria-describedby="way-{{WAY_NAME}}-hint"><label for="way-{{WAY_NAME}}">{{LABEL}}</label><span class="hint" id="way-{{WAY_NAME}}-hint">{{HINT}}</span></div>
{{/WAY}}</fieldset>{{/WAYS}}
{{#ADDRESS}}<div class="desk-set-one"><p class="field"><label for="address">{{T_setup_address}}</label><textarea id="address" name="address" rows="3" maxlength="400" autocomplete="street-address" aria-describedby="address-hint">{{LINES}}</textarea></p>
<p class="hint" id="address-hint">{{T_setup_address_hint}}</p></div>{{/ADDRESS}}
{{#COUNTRIES}}<p class="field"><label for="country">{{LABEL}}</label><select id="country" name="country" autocomplete="country"{{#BAD}} aria-invalid="true"{{/BAD}}><option value="">{{T_setup_country_none}}</option>{{#COUNTRY}}<option value="{{CODE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/COUNTRY}}</select></p>{{/COUNTRIES}}
{{#AFTER}}<div class="desk-set-one">{{>ONE}}</div>
{{/AFTER}}{{#LETTER}}<div class="desk-set-one"><p class="field"><label for="to">{{T_setup_to}}</label><input id="to" name="to" type="email" value="{{TO}}" autocomplete="email" maxlength="254" aria-describedby="to-hint"></p>
<p class="hint" id="to-hint">{{T_setup_to_hint}}</p></div>{{/LETTER}}
{{#ANYWAY}}<p class="desk-tick"><label for="anyway"><input id="anyway" name="anyway" type="checkbox" value="1"> {{T_setup_anyway}}</label></p>{{/ANYWAY}}
<p class="setup-go"><button class="primary" type="submit">{{T_setup_next}}</button>{{#BACK}} <a href="{{PATH}}">{{T_setup_back}}</a>{{/BACK}} <a href="/desk">{{T_setup_leave}}</a></p>
</form>
</div>
