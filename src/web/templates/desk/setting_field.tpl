{{#TICK}}<p class="desk-tick"><input type="hidden" name="has.{{KEY}}" value="1"><label for="{{KEY}}"><input id="{{KEY}}" name="{{KEY}}" type="checkbox" value="true" aria-describedby="{{KEY}}-hint{{#BAD}} {{KEY}}-fault{{/BAD}}"{{#BAD}} aria-invalid="true"{{/BAD}}{{#ON}} checked{{/ON}}> {{LABEL}}</label></p>{{/TICK}}
{{#LINE}}<p class="field"><label for="{{KEY}}">{{LABEL}}</label><input id="{{KEY}}" name="{{KEY}}" value="{{VALUE}}" placeholder="{{EXAMPLE}}" autocomplete="off" spellcheck="false" maxlength="1000" aria-describedby="{{KEY}}-hint{{#BAD}} {{KEY}}-fault{{/BAD}}"{{#BAD}} aria-invalid="true"{{/BAD}}></p>{{/LINE}}
{{#CHOICE}}<p class="field"><label for="{{KEY}}">{{LABEL}}</label><select id="{{KEY}}" name="{{KEY}}" aria-describedby="{{KEY}}-hint{{#BAD}} {{KEY}}-fault{{/BAD}}"{{#BAD}} aria-invalid="true"{{/BAD}}>{{#OPTION}}<option value="{{WORD}}"{{#ON}} selected{{/ON}}>{{WORD}}</option>{{/OPTION}}</select></p>{{/CHOICE}}
{{#SECRET}}<p class="field"><label for="{{KEY}}">{{LABEL}}</label><input id="{{KEY}}" name="{{KEY}}" type="password" autocomplete="off" maxlength="1000" aria-describedby="{{KEY}}-hint{{#BAD}} {{KEY}}-fault{{/BAD}}"{{#BAD}} aria-invalid="true"{{/BAD}}></p>
{{#IS_SET}}<p class="desk-tick"><label for="forget.{{KEY}}"><input id="forget.{{KEY}}" name="forget.{{KEY}}" type="checkbox" value="1"> {{T_desk_setting_forget}}</label></p>
<p class="hint">{{T_desk_setting_keep}}</p>{{/IS_SET}}{{/SECRET}}
{{#FAULT}}<p class="field-fault" id="{{KEY}}-fault">{{SENTENCE}}</p>{{/FAULT}}
<p class="hint" id="{{KEY}}-hint">{{HELP}} <code>{{KEY}}</code></p>
