<p class="kicker"><a href="/desk/webhooks">{{T_desk_nav_webhooks}}</a></p>
<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
{{#ROLLED}}<section class="notice-box" role="status"><h2>{{T_desk_hook_new_secret}}</h2><p>{{T_desk_hook_once}}</p><p class="desk-secret"><code>{{SECRET}}</code></p></section>{{/ROLLED}}
<div class="desk-columns">
<section aria-labelledby="facts"><h2 id="facts">{{T_desk_hook_facts}}</h2>
<dl class="facts">
<div><dt>{{T_desk_state_word}}</dt><dd><span class="state state-{{STATE_NAME}}">{{STATE}}</span></dd></div>
{{#FAILING}}<div><dt>{{T_desk_hook_failing}}</dt><dd><time datetime="{{STAMP}}">{{SINCE}}</time>: {{WHY}}</dd></div>{{/FAILING}}
{{#TAKEN}}<div><dt>{{T_desk_hook_taken}}</dt><dd><time datetime="{{STAMP}}">{{WHEN}}</time></dd></div>{{/TAKEN}}
<div><dt>{{T_desk_hook_url}}</dt><dd class="desk-long"><code>{{URL}}</code></dd></div>
<div><dt>{{T_desk_hook_events}}</dt><dd>{{#EVENT}}<code>{{TEXT}}</code> {{/EVENT}}</dd></div>
<div><dt>{{T_desk_hook_by}}</dt><dd>{{BY}}, <time datetime="{{STAMP}}">{{WHEN}}</time></dd></div>
{{#OVERLAP}}<div><dt>{{T_desk_hook_overlap}}</dt><dd><time datetime="{{STAMP}}">{{UNTIL}}</time></dd></div>{{/OVERLAP}}
</dl>
{{#FORMS}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="ping"><button type="submit">{{T_desk_hook_ping}}</button> <span class="hint">{{T_desk_hook_ping_hint}}</span></form>
{{#ALL_DEAD}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="redeliver"><button type="submit">{{T_desk_hook_all_dead}}</button></form>{{/ALL_DEAD}}
</section>
<section aria-labelledby="change"><h2 id="change">{{T_desk_change}}</h2>
{{#STALE}}<p class="notice-box">{{T_desk_stale}} <a href="/desk/confirm?next={{PATH}}">{{T_desk_confirm_do}}</a></p>{{/STALE}}
<details><summary>{{T_desk_hook_change}}</summary><form class="desk-form" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="change">
<p class="field"><label for="url">{{T_desk_hook_url}}</label><input id="url" name="url" type="url" value="{{URL}}" maxlength="500" autocomplete="off" autocapitalize="none" spellcheck="false"{{#MASKED}} aria-describedby="url-hint"{{/MASKED}} required>{{#MASKED}}<span class="hint" id="url-hint">{{T_desk_hook_url_masked}}</span>{{/MASKED}}</p>
<fieldset class="desk-scopes"><legend>{{T_desk_hook_events}}</legend>{{#CHOICE}}<label><input type="checkbox" name="event" value="{{VALUE}}"{{#TICKED}} checked{{/TICKED}}> {{TEXT}}</label>{{/CHOICE}}</fieldset>
<p><button type="submit">{{T_desk_hook_save}}</button></p></form></details>
<details><summary>{{T_desk_hook_roll}}</summary><form class="desk-form" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="roll">
<p class="field"><label for="hours">{{T_desk_hook_hours}}</label><input id="hours" name="hours" value="24" inputmode="numeric" maxlength="3" autocomplete="off" aria-describedby="hours-hint"><span class="hint" id="hours-hint">{{T_desk_hook_hours_hint}}</span></p>
<p><button type="submit">{{T_desk_hook_roll_do}}</button></p></form></details>
<details><summary>{{T_desk_hook_end}}</summary><form class="desk-form" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="end"><p>{{T_desk_hook_end_hint}}</p><p><button type="submit">{{T_desk_hook_end_do}}</button></p></form></details>
{{/FORMS}}</section>
</div>
<section aria-labelledby="deliveries"><h2 id="deliveries">{{T_desk_hook_deliveries}}</h2>
{{#NONE}}<p class="quiet">{{T_desk_hook_nothing}}</p>{{/NONE}}
{{#TABLE}}<div class="desk-scroll"><table class="desk-table"><caption class="unseen">{{T_desk_hook_deliveries}}</caption>
<thead><tr><th scope="col">{{T_desk_when}}</th><th scope="col">{{T_desk_hook_event}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col" class="right roomy">{{T_desk_hook_tries}}</th><th scope="col" class="roomy">{{T_desk_hook_why}}</th><th scope="col"><span class="unseen">{{T_desk_change}}</span></th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row"><time datetime="{{STAMP}}">{{WHEN}}</time></th><td><code title="{{ID}}">{{EVENT}}</code> <span class="num">{{ABOUT}}</span></td><td><span class="state state-{{STATE_NAME}}">{{STATE}}</span></td><td class="num right roomy">{{TRIES}}</td><td class="roomy">{{#IF_WHY}}{{WHY}}{{/IF_WHY}}{{#NEXT}}<br><span class="quiet">{{T_desk_hook_next}} <time datetime="{{STAMP}}">{{WHEN}}</time></span>{{/NEXT}}</td><td>{{#AGAIN}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="redeliver"><input type="hidden" name="delivery" value="{{DELIVERY}}"><button type="submit">{{T_desk_hook_again}}<span class="unseen"> {{EVENT}}</span></button></form>{{/AGAIN}}</td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#PAGER}}<nav class="pager" aria-label="{{T_pages}}">{{#PREVIOUS}}<a class="button" rel="prev" href="{{PATH}}">{{T_previous}}</a>{{/PREVIOUS}}<p class="num">{{WHERE}}</p>{{#NEXT}}<a class="button" rel="next" href="{{PATH}}">{{T_next}}</a>{{/NEXT}}</nav>{{/PAGER}}
</section>
