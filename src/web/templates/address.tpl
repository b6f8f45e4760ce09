<div class="wide narrow-page">
<header class="page-head"><h1>{{HEADING}}</h1>{{#DONE}}<p class="lead" role="status">{{LEAD}}</p>{{/DONE}}{{#ASK}}<p class="lead">{{LEAD}}</p>{{/ASK}}</header>
{{#ASK}}<form action="{{PATH}}" method="post"><button class="primary" type="submit">{{DO}}</button></form>{{/ASK}}
</div>
