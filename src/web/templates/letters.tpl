<div class="wide narrow-page">
<header class="page-head"><h1>{{T_letters_heading}}</h1>
{{#COMING}}<p class="lead">{{LEAD}}</p>{{/COMING}}{{#STOPPED}}<p class="lead" role="status">{{T_letters_stopped_lead}}</p>{{/STOPPED}}{{#NOWHERE}}<p class="lead" role="status">{{T_letters_no_address}}</p>{{/NOWHERE}}</header>
{{#COMING}}<form action="{{PATH}}" method="post"><input type="hidden" name="act" value="stop"><button class="primary" type="submit">{{T_letters_stop}}</button></form>{{/COMING}}{{#STOPPED}}<form action="{{PATH}}" method="post"><input type="hidden" name="act" value="again"><button type="submit">{{T_letters_again}}</button></form>{{/STOPPED}}
</div>
