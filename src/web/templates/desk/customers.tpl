<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_customers_lead}}</p>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<form class="desk-inline desk-filter" action="/desk/customers" method="post" role="search"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><span class="desk-search"><label for="whom">{{T_desk_customers_whom}}</label> <input id="whom" name="whom" type="search" value="{{WHOM}}" maxlength="200" autocomplete="off" spellcheck="false" required aria-describedby="whom-hint"></span> <button class="primary" type="submit">{{T_desk_customers_find}}</button> <span class="hint" id="whom-hint">{{T_desk_customers_hint}}</span></form>
<h2>{{T_desk_customers_what}}</h2>
<p>{{T_desk_customers_text}}</p>
<p>{{T_desk_customers_themselves}}</p>
