<form class="currency" action="/currency" method="post"><input type="hidden" name="back" value="{{BACK}}">
<fieldset><legend>{{LEGEND}}</legend>{{#OPTION}}<button type="submit" name="currency" value="{{CODE}}"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}>{{CODE}}</button>{{/OPTION}}</fieldset>
{{#ABOUT}}<fieldset class="currency-about"><legend>{{T_currency_about}}</legend>{{#OPTION}}<button type="submit" name="currency" value="{{CODE}}"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}>{{CODE}}</button>{{/OPTION}}</fieldset><p class="hint">{{HINT}}</p>{{/ABOUT}}</form>
