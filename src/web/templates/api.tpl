<div class="wide text-page api-page">
<div class="page-head">{{BODY_HTML:none}}</div>
</div>
