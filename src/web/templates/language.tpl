<form class="currency" action="/language" method="post"><input type="hidden" name="back" value="{{BACK}}">
<fieldset><legend>{{T_foot_language}}</legend>{{#OPTION}}<button type="submit" name="language" value="{{CODE}}" lang="{{CODE}}"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}>{{NAME}}</button>{{/OPTION}}</fieldset></form>
