<div class="wide narrow-page">
<header class="page-head"><h1>{{T_library}}</h1><p class="lead">{{LEAD}}</p>
{{#WHERE}}<p>{{TEXT}}</p>{{/WHERE}}</header>
<form action="{{ACTION}}" method="post"><button class="primary" type="submit">{{T_library_open}}</button></form>
</div>
