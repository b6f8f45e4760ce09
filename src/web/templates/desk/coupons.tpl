<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
{{#NONE}}<div class="empty"><h2>{{T_desk_no_coupons}}</h2><p>{{T_desk_no_coupons_text}}</p></div>{{/NONE}}
{{#TABLE}}<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col">{{T_desk_coupon_code}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col">{{T_desk_coupon_off}}</th><th scope="col" class="right">{{T_desk_coupon_uses}}</th><th scope="col">{{T_desk_coupon_for}}</th><th scope="col"><span class="unseen">{{T_desk_change}}</span></th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row"><code>{{CODE}}</code></th><td class="end"><span class="state state-{{STATE_NAME}}">{{STATE}}</span></td><td class="num" data-name="{{T_desk_coupon_off}}">{{OFF}}</td><td class="right" data-name="{{T_desk_coupon_uses}}"><span class="num">{{USES}}</span>{{#HELD}}<br><span class="quiet small">{{TEXT}}</span>{{/HELD}}{{#LEFT}}<br><span class="quiet small">{{TEXT}}</span>{{/LEFT}}</td><td class="whole">{{BOOKS}}{{#MINIMUM}}<br><span class="quiet">{{T_desk_coupon_minimum}}: <span class="num">{{AMOUNT}}</span></span>{{/MINIMUM}}{{#FROM}}<br><span class="quiet">{{T_desk_coupon_from}}: <time datetime="{{STAMP}}">{{WHEN}}</time></span>{{/FROM}}{{#UNTIL}}<br><span class="quiet">{{T_desk_coupon_until}}: <time datetime="{{STAMP}}">{{WHEN}}</time></span>{{/UNTIL}}</td><td>{{#END}}<form class="desk-inline" action="/desk/coupons" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="end"><input type="hidden" name="code" value="{{CODE}}"><button type="submit">{{T_desk_coupon_end}}<span class="unseen"> {{CODE}}</span></button></form>{{/END}}</td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#PAGER}}<nav class="pager" aria-label="{{T_pages}}">{{#PREVIOUS}}<a class="button" rel="prev" href="{{PATH}}">{{T_previous}}</a>{{/PREVIOUS}}<p class="num">{{WHERE}}</p>{{#NEXT}}<a class="button" rel="next" href="{{PATH}}">{{T_next}}</a>{{/NEXT}}</nav>{{/PAGER}}
{{#FORM}}<section aria-labelledby="new"><h2 id="new">{{T_desk_coupon_new}}</h2>
<form class="desk-form desk-fields" action="/desk/coupons" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="add">
<p><label for="code">{{T_desk_coupon_code}}</label> <input id="code" name="code" value="{{CODE}}" required maxlength="64" autocomplete="off" spellcheck="false" aria-describedby="code-hint"><span class="hint" id="code-hint">{{T_desk_coupon_code_hint}}</span></p>
<fieldset><legend>{{T_desk_coupon_takes}}</legend>
<p><label for="percent">{{T_desk_coupon_percent}}</label> <input id="percent" name="percent" value="{{PERCENT}}" inputmode="decimal" maxlength="6" autocomplete="off" aria-describedby="off-hint"></p>
<p><label for="amount">{{T_desk_coupon_amount}}{{#ONE_CURRENCY}} ({{CURRENCY}}){{/ONE_CURRENCY}}</label> <input id="amount" name="amount" value="{{AMOUNT}}" inputmode="decimal" maxlength="20" autocomplete="off" aria-describedby="off-hint"></p>
<p class="hint" id="off-hint">{{T_desk_coupon_off_hint}}</p>
</fieldset>
<fieldset><legend>{{T_desk_coupon_counts}}</legend>
<p><label for="minimum">{{T_desk_coupon_minimum}}{{#ONE_CURRENCY}} ({{CURRENCY}}){{/ONE_CURRENCY}}</label> <input id="minimum" name="minimum" value="{{MINIMUM}}" inputmode="decimal" maxlength="20" autocomplete="off"></p>
{{#CURRENCIES}}<p><label for="currency">{{T_desk_coupon_currency}}</label> <select id="currency" name="currency" aria-describedby="currency-hint">{{#OPTION}}<option value="{{CODE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{CODE}}</option>{{/OPTION}}</select><span class="hint" id="currency-hint">{{T_desk_coupon_currency_hint}}</span></p>
{{/CURRENCIES}}<p><label for="uses">{{T_desk_coupon_uses_max}}</label> <input id="uses" name="uses" value="{{USES}}" inputmode="numeric" maxlength="10" autocomplete="off"></p>
<p class="desk-begins"><label for="from">{{T_desk_coupon_from}}</label> <input id="from" name="from" value="{{FROM}}" placeholder="2026-12-01" maxlength="20" autocomplete="off" aria-describedby="days-hint"></p>
<p><label for="until">{{T_desk_coupon_until}}</label> <input id="until" name="until" value="{{UNTIL}}" placeholder="2027-01-01" maxlength="20" autocomplete="off" aria-describedby="days-hint"></p>
<p class="hint" id="days-hint">{{T_desk_coupon_days_hint}}</p>
<p class="whole"><label for="books">{{T_desk_coupon_for}}</label> <textarea id="books" name="books" rows="3" maxlength="4000" autocomplete="off" aria-describedby="books-hint">
{{BOOKS:p}}</textarea><span class="hint" id="books-hint">{{T_desk_coupon_books_hint}}</span></p>
</fieldset>
{{>CHOICES}}
<p><button class="primary" type="submit">{{T_desk_coupon_add}}</button></p>
</form></section>{{/FORM}}
