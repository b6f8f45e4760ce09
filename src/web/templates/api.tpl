<div class="wide text-page api-page" lang="en" dir="ltr">
<div class="page-head">{{BODY_HTML:none}}</div>
</div>
