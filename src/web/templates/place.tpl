{{#ALONE}}<form class="place" action="{{ACTION}}" method="post">
{{#IF_BOOK}}<input type="hidden" name="book" value="{{BOOK}}">{{/IF_BOOK}}
{{#IF_BOOK_AMOUNT}}<input type="hidden" name="amount" value="{{BOOK_AMOUNT}}">{{/IF_BOOK_AMOUNT}}{{/ALONE}}
{{#WITHIN}}<div class="place">{{/WITHIN}}
<p class="field"><label for="country">{{T_tax_country}}</label>
<span class="place-field"><select id="country" name="country" autocomplete="country" required aria-describedby="country-hint{{#WRONG}} country-problem{{/WRONG}}"{{#WRONG}} aria-invalid="true"{{/WRONG}}{{#WITHIN}} form="pay"{{/WITHIN}}>
<option value="">{{T_tax_country_choose}}</option>
{{#COUNTRY}}<option value="{{CODE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>
{{/COUNTRY}}
</select> <button type="submit"{{#FIRST}} class="primary"{{/FIRST}}{{#WITHIN}} form="pay" formaction="{{ACTION}}" formnovalidate{{/WITHIN}}>{{LABEL}}</button></span>
<span class="hint" id="country-hint">{{HINT}}</span></p>
{{#NUMBER}}<p class="field"><label for="tax_number">{{T_tax_number_label}} <span class="optional">{{T_optional}}</span></label>
<input id="tax_number" name="tax_number" type="text" value="{{TAX_NUMBER}}" maxlength="40" autocomplete="off" aria-describedby="tax-number-hint"{{#WITHIN}} form="pay"{{/WITHIN}}>
<span class="hint" id="tax-number-hint">{{T_tax_number_hint}}</span></p>
{{#NEWS}}<p class="place-news" role="status">{{TEXT}}</p>{{/NEWS}}{{/NUMBER}}
{{#IF_PROBLEM}}<p class="problem" role="alert" id="country-problem">{{PROBLEM}}</p>{{/IF_PROBLEM}}
{{#WITHIN}}</div>{{/WITHIN}}
{{#ALONE}}</form>{{/ALONE}}
