{{#ALONE}}<form class="coupon" id="code" action="{{ACTION}}" method="post">
{{#IF_BOOK}}<input type="hidden" name="book" value="{{BOOK}}">{{/IF_BOOK}}
{{#IF_BOOK_AMOUNT}}<input type="hidden" name="amount" value="{{BOOK_AMOUNT}}">{{/IF_BOOK_AMOUNT}}{{/ALONE}}
{{#WITHIN}}<div class="coupon">{{/WITHIN}}
{{#APPLIED}}<p class="coupon-on"><span>{{TEXT}}</span> <input type="hidden" name="coupon" value=""><button class="plain" type="submit">{{T_coupon_remove}}</button></p>{{/APPLIED}}
{{#ENTER}}<p class="field coupon-field"><label for="coupon">{{T_coupon}}</label>
<input id="coupon" name="coupon" type="text" value="{{CODE}}" maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false"{{#WRONG}} autofocus aria-invalid="true" aria-describedby="coupon-problem"{{/WRONG}}{{#WITHIN}} form="pay"{{/WITHIN}}> <button type="submit"{{#WITHIN}} form="pay" formaction="{{ACTION}}" formnovalidate{{/WITHIN}}>{{T_coupon_apply}}</button></p>
{{#IF_PROBLEM}}<p class="problem" role="alert" id="coupon-problem">{{PROBLEM}}</p>{{/IF_PROBLEM}}{{/ENTER}}
{{#WITHIN}}</div>{{/WITHIN}}
{{#ALONE}}</form>{{/ALONE}}
